package io.grpcpool.client.pool;

/**
 * Immutable. The settings of a pool.
 *
 * @param connections how many connections an endpoint has
 * @param lifetimes how long connections and endpoints stay
 * @param beginning how endpoints begin to take calls
 * @param balancing how an endpoint is chosen for a call
 * @param protection what keeps calls from a service that cannot take them
 */
record PoolConfig(
    ConnectionBounds connections,
    Lifetimes lifetimes,
    Beginning beginning,
    Balancing balancing,
    ProtectionConfig protection) {

  /** What holds where neither the policy nor the bootstrap says anything. */
  static final PoolConfig DEFAULTS = new PoolConfig(ConnectionBounds.DEFAULTS, Lifetimes.DEFAULTS);

  /** Settings that choose by weight and hold nothing back. */
  PoolConfig(ConnectionBounds connections, Lifetimes lifetimes) {
    this(
        connections,
        lifetimes,
        Beginning.DEFAULTS,
        new Balancing.WeightedRoundRobin(),
        ProtectionConfig.DEFAULTS);
  }
}
