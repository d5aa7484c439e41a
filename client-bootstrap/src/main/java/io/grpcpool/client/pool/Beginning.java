package io.grpcpool.client.pool;

import java.time.Duration;

/**
 * Immutable. How endpoints begin to take calls.
 *
 * @param warmUp whether an endpoint has its initial connections, and a pool those to all of its
 *     endpoints, before the first call
 * @param slowStart time in which an endpoint that joins a pool comes to its full share; zero: at
 *     once
 */
record Beginning(boolean warmUp, Duration slowStart) {

  /** What holds where neither the policy nor the bootstrap says anything. */
  static final Beginning DEFAULTS = new Beginning(false, Duration.ZERO);
}
