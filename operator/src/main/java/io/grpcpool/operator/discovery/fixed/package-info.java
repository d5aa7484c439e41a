/** Endpoints that are written in the policy itself. */
@NullMarked
package io.grpcpool.operator.discovery.fixed;

import org.jspecify.annotations.NullMarked;
