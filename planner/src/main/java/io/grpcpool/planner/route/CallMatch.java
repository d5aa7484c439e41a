package io.grpcpool.planner.route;

/** Immutable. Which calls are meant. */
public sealed interface CallMatch {

  /**
   * Calls that carry a metadata value; {@code name} in lower case, {@code exact} the whole value.
   */
  record Metadata(String name, String exact) implements CallMatch {}

  /** Calls by the path of their method. */
  sealed interface Path extends CallMatch {}

  /** Calls of one method of {@code package.Service}. */
  record Method(String service, String method) implements Path {}

  /** Calls of any method of {@code package.Service}. */
  record Service(String service) implements Path {}
}
