/**
 * The load-balancing policy {@code grpcpool}: several connections per endpoint, chosen per call.
 */
@NullMarked
package io.grpcpool.client.pool;

import org.jspecify.annotations.NullMarked;
