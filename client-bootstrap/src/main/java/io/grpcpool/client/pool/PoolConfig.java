package io.grpcpool.client.pool;

/**
 * Immutable. The settings of a pool.
 *
 * @param connections how many connections an endpoint has
 * @param lifetimes how long connections and endpoints stay
 * @param beginning how endpoints begin to take calls
 * @param balancing how an endpoint is chosen for a call
 * @param queue how calls wait when connections are full
 * @param protection what keeps calls from a service that cannot take them
 */
record PoolConfig(
    ConnectionBounds connections,
    Lifetimes lifetimes,
    Beginning beginning,
    Balancing balancing,
    QueueConfig queue,
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
        QueueConfig.DEFAULTS,
        ProtectionConfig.DEFAULTS);
  }
}
