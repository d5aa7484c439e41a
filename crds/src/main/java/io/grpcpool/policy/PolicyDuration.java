package io.grpcpool.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stateless. Durations as Go and Kubernetes write them (metav1.Duration): {@code 60s}, {@code
 * 1h30m}, {@code 25ms}. Negative durations are none, because no field of a policy takes one.
 */
public final class PolicyDuration {

  /** What a message says is allowed. */
  static final String FORMAT = "a duration such as 250ms, 60s or 1h30m";

  /** The CRD has the same; {@code 0} alone is Go's only number without a unit. */
  static final String PATTERN = "0|([0-9]{1,9}(\\.[0-9]{1,3})?(ns|us|ms|s|m|h)){1,4}";

  private static final Pattern TEXT = Pattern.compile(PATTERN);
  private static final Pattern PART = Pattern.compile("([0-9.]+)(ns|us|ms|s|m|h)");

  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private PolicyDuration() {}

  /** The duration that the text means, to the nanosecond; empty if it means none. */
  public static Optional<Duration> parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      BigDecimal unit = BigDecimal.valueOf(NANOS.get(part.group(2)));
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
    }
    BigDecimal[] seconds = nanos.divideAndRemainder(BigDecimal.valueOf(NANOS.get("s")));
    return Optional.of(
        Duration.ofSeconds(
            seconds[0].longValueExact(),
            seconds[1].setScale(0, RoundingMode.DOWN).longValueExact()));
  }

  /**
   * The same for a field of a policy that the validator has accepted.
   *
   * @throws IllegalArgumentException if it means no duration
   */
  public static Duration of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is not " + FORMAT));
  }

  /** The shortest text of hours, minutes, seconds and milliseconds that means the duration. */
  public static String format(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toHours(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    append(text, duration.toNanosPart() / NANOS.get("us") % 1_000, "us");
    append(text, duration.toNanosPart() % NANOS.get("us"), "ns");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }
}
