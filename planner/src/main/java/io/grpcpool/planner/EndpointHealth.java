package io.grpcpool.planner;

/**
 * What the source says of an endpoint, best first: the order is the one duplicates are judged by.
 */
public enum EndpointHealth {
  /** Takes calls. */
  PASSING,
  /**
   * Takes calls with the weight that its source gives it in this state, unless the policy says
   * otherwise.
   */
  WARNING,
  /** Takes calls only in a panic, when too few others are left. */
  CRITICAL,
  /** Taken out by a person, or shutting down: never takes new calls, in a panic neither. */
  MAINTENANCE
}
