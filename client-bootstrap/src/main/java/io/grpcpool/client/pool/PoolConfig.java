package io.grpcpool.client.pool;

import java.time.Duration;

/**
 * Immutable. The settings of a pool.
 *
 * @param initial connections opened when an endpoint is first used
 * @param min connections per endpoint that idleness never closes
 * @param max connections per endpoint that load never exceeds; {@code 1 <= min <= initial <= max}
 * @param requestsPerConnection calls in flight per connection above which the pool grows; 0: grow
 *     when calls wait for streams
 * @param idleTimeout time without a call after which a connection above the minimum is closed
 * @param drainGrace time for which an explicitly empty set of endpoints goes on being served
 */
record PoolConfig(
    int initial,
    int min,
    int max,
    int requestsPerConnection,
    Duration idleTimeout,
    Duration drainGrace) {

  /** What holds where neither the policy nor the bootstrap says anything. */
  static final PoolConfig DEFAULTS =
      new PoolConfig(1, 1, 8, 0, Duration.ofMinutes(30), Duration.ofSeconds(10));

  /** The nearest allowed number of connections. */
  int clamp(int connections) {
    return Math.max(min, Math.min(connections, max));
  }
}
