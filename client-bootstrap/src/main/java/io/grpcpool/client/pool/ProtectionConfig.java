package io.grpcpool.client.pool;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. What keeps calls from a service that cannot take them.
 *
 * @param circuit null: calls are sent whatever share of them fails
 * @param rate null: as many calls are sent as there are
 */
record ProtectionConfig(@Nullable CircuitConfig circuit, @Nullable RateConfig rate) {

  /** What holds where neither the policy nor the bootstrap says anything. */
  static final ProtectionConfig DEFAULTS = new ProtectionConfig(null, null);
}
