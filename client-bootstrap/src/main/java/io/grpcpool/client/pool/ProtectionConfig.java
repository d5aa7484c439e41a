package io.grpcpool.client.pool;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. What keeps calls from a service that cannot take them.
 *
 * @param circuit null: calls are sent whatever share of them fails
 */
record ProtectionConfig(@Nullable CircuitConfig circuit) {

  /** What holds where neither the policy nor the bootstrap says anything. */
  static final ProtectionConfig DEFAULTS = new ProtectionConfig(null);
}
