package io.grpcpool.policy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stateless. Percentages as the policy writes them: whole numbers with the sign, {@code 50%}. */
public final class Percentage {

  /** What a message says is allowed. */
  static final String FORMAT = "a whole percentage from 0% to 100%";

  private static final Pattern TEXT = Pattern.compile("(100|[0-9]{1,2})%");

  private Percentage() {}

  /** The number before the sign, 0 to 100; empty if the text is no such percentage. */
  public static Optional<Integer> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  /**
   * The same for a field of a policy that the validator has accepted.
   *
   * @throws IllegalArgumentException if it is no percentage
   */
  public static int of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is not " + FORMAT));
  }
}
