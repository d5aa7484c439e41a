package io.grpcpool.policy;

/**
 * Immutable. One thing that is wrong with a policy.
 *
 * @param field its path, such as {@code spec.tracks[1].weight}
 * @param value what is written there, shortened; empty where nothing is
 * @param message what is allowed
 */
public record Violation(String field, String value, String message) {

  private static final int SHOWN = 80;

  public Violation {
    value = shortened(value);
  }

  /** The beginning of a value: what a message shows is bounded, whatever was written. */
  static String shortened(String value) {
    return value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
  }

  /** The sentence that status, logs and commands show. */
  @Override
  public String toString() {
    return value.isEmpty() ? field + ": " + message : field + ": \"" + value + "\": " + message;
  }
}
