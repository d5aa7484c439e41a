/** Policies as YAML files in a folder that is watched. */
@NullMarked
package io.grpcpool.operator.policies.folder;

import org.jspecify.annotations.NullMarked;
