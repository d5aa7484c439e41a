package io.grpcpool.planner;

/**
 * Immutable. What is wrong with a policy.
 *
 * @param field its path in the document: {@code spec.tracks[1].selector}
 * @param value what is written there
 * @param message what is allowed
 */
public record PlanProblem(String field, String value, String message) {

  @Override
  public String toString() {
    return field + ": " + message + (value.isEmpty() ? "" : " (is " + value + ")");
  }
}
