package io.grpcpool.client.pool;

/** Immutable. What may refuse a call before it has a connection. */
public enum CallLimit {
  /** Too many calls failed. */
  CIRCUIT,
  /** The process sends as many calls to the service as it may. */
  RATE,
  /** No connection had room. */
  SATURATION
}
