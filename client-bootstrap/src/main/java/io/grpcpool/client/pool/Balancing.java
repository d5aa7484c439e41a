package io.grpcpool.client.pool;

/** Immutable. How an endpoint is chosen for a call. */
sealed interface Balancing {

  /** In turn, by weight. */
  record WeightedRoundRobin() implements Balancing {}

  /** Of two endpoints drawn by weight the one with fewer calls in flight. */
  record LeastRequest() implements Balancing {}

  /**
   * By a hash, so that calls with one value go to one endpoint.
   *
   * @param metadata the key of the value, in lower case
   */
  record RingHash(String metadata) implements Balancing {}

  /**
   * As the application does it.
   *
   * @param name of an {@code EndpointChooserProvider}
   */
  record Custom(String name) implements Balancing {}
}
