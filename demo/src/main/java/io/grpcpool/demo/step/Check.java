package io.grpcpool.demo.step;

import java.util.Locale;

/**
 * Immutable. One expectation of a step.
 *
 * @param what what is looked at
 * @param expected what was expected of it
 * @param seen what it was
 * @param held whether the two agree
 * @param inTable whether the table of versions shows it already
 */
public record Check(String what, String expected, String seen, boolean held, boolean inTable) {

  /** An expectation that the table of versions does not show. */
  Check(String what, String expected, String seen, boolean held) {
    this(what, expected, seen, held, false);
  }

  /** Something that takes time, and how much it may take. */
  static Check within(String what, long millis, long latestMillis) {
    return new Check(
        what,
        String.format(Locale.ROOT, "within %,d ms", latestMillis),
        String.format(Locale.ROOT, "%,d ms", millis),
        millis <= latestMillis);
  }
}
