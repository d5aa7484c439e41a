package io.grpcpool.client.pool;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. What keeps calls from a service that cannot take them.
 *
 * @param circuit null: calls are sent whatever share of them fails
 * @param rate null: as many calls are sent as there are
 * @param healthService what servers are asked for over each connection, empty: as a whole; null:
 *     they are not asked
 * @param failWhenFull whether a call fails, rather than wait, for which no connection has room
 */
record ProtectionConfig(
    @Nullable CircuitConfig circuit,
    @Nullable RateConfig rate,
    @Nullable String healthService,
    boolean failWhenFull) {

  /** What holds where neither the policy nor the bootstrap says anything. */
  static final ProtectionConfig DEFAULTS = new ProtectionConfig(null, null, null, false);
}
