package io.grpcpool.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Immutable. Which of Consul's states of health take calls. */
public enum ConsulHealth {
  /** Passing and warning, each with its own weight, as Consul's DNS answers by default. */
  PASSING_AND_WARNING("PassingAndWarning"),
  /** Passing alone. */
  ONLY_PASSING("OnlyPassing");

  private final String text;

  ConsulHealth(String text) {
    this.text = text;
  }

  /** The word as it stands in the document. */
  public String text() {
    return text;
  }

  /** The state that the word means; empty for any other word. */
  public static Optional<ConsulHealth> of(String text) {
    return Arrays.stream(values()).filter(value -> value.text.equals(text)).findFirst();
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(ConsulHealth::text).toList();
  }
}
