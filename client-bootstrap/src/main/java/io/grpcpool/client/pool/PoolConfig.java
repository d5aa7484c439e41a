package io.grpcpool.client.pool;

/**
 * Immutable. The settings of a pool.
 *
 * @param connections how many connections an endpoint has
 * @param lifetimes how long connections and endpoints stay
 * @param protection what keeps calls from a service that cannot take them
 */
record PoolConfig(ConnectionBounds connections, Lifetimes lifetimes, ProtectionConfig protection) {

  /** What holds where neither the policy nor the bootstrap says anything. */
  static final PoolConfig DEFAULTS = new PoolConfig(ConnectionBounds.DEFAULTS, Lifetimes.DEFAULTS);

  /** Settings that protect nothing. */
  PoolConfig(ConnectionBounds connections, Lifetimes lifetimes) {
    this(connections, lifetimes, ProtectionConfig.DEFAULTS);
  }
}
