/** Several control planes, each its own process, as one for their clients. */
@NullMarked
package io.grpcpool.it.replicas;

import org.jspecify.annotations.NullMarked;
