/** Status and leadership without Kubernetes: files in a state folder. */
@NullMarked
package io.grpcpool.operator.status.folder;

import org.jspecify.annotations.NullMarked;
