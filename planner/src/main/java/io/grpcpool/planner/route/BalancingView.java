package io.grpcpool.planner.route;

/** Immutable. How a client chooses among the endpoints of a track. */
public sealed interface BalancingView {

  /** By weight, in turn. */
  record WeightedRoundRobin() implements BalancingView {}

  /** Of two endpoints drawn by weight the one with fewer calls in flight. */
  record LeastRequest() implements BalancingView {}

  /**
   * One endpoint for all calls with one value.
   *
   * @param metadata the key of the value, in lower case
   */
  record RingHash(String metadata) implements BalancingView {}

  /**
   * As the application does it.
   *
   * @param name of its way
   */
  record Custom(String name) implements BalancingView {}
}
