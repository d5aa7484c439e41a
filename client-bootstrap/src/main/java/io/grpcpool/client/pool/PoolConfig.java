package io.grpcpool.client.pool;

/**
 * Immutable. The settings of a pool.
 *
 * @param connections how many connections an endpoint has
 * @param lifetimes how long connections and endpoints stay
 */
record PoolConfig(ConnectionBounds connections, Lifetimes lifetimes) {

  /** What holds where neither the policy nor the bootstrap says anything. */
  static final PoolConfig DEFAULTS = new PoolConfig(ConnectionBounds.DEFAULTS, Lifetimes.DEFAULTS);
}
