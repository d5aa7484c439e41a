package io.grpcpool.client.pool;

/** Immutable. Whether a pool sends its calls. */
public enum CircuitState {
  /** All of them. */
  CLOSED,
  /** Some, after so many failed, to see whether they succeed again. */
  HALF_OPEN,
  /** None, because so many failed. */
  OPEN
}
