/** Status and leadership in Kubernetes: the status subresource and a Lease. */
@NullMarked
package io.grpcpool.operator.status.kubernetes;

import org.jspecify.annotations.NullMarked;
