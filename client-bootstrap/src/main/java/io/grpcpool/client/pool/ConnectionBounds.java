package io.grpcpool.client.pool;

/**
 * Immutable. How many connections an endpoint has, and when it gets one more.
 *
 * @param initial connections opened when an endpoint is first used
 * @param min connections per endpoint that idleness never closes
 * @param max connections per endpoint that load never exceeds; {@code 1 <= min <= initial <= max}
 * @param requestsPerConnection calls in flight per connection above which the pool grows; 0: grow
 *     when calls wait for streams
 * @param maxIdle connections above those that load needs which an endpoint may keep
 */
record ConnectionBounds(int initial, int min, int max, int requestsPerConnection, int maxIdle) {

  /** What holds where neither the policy nor the bootstrap says anything. */
  static final ConnectionBounds DEFAULTS = new ConnectionBounds(1, 1, 8, 0, 4);

  /** The nearest allowed number of connections. */
  int clamp(int connections) {
    return Math.max(min, Math.min(connections, max));
  }
}
