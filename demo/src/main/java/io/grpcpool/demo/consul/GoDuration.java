package io.grpcpool.demo.consul;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Immutable. Durations as Consul writes them: one or more numbers with a unit, {@code 1m30s},
 * {@code 250ms} (Go's {@code time.ParseDuration}).
 */
final class GoDuration {
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|ms|s|m|h)");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + "){1,6}");

  private GoDuration() {}

  /**
   * Parses {@code text}; a bare number counts seconds, as Consul's {@code wait} parameter does.
   *
   * @throws BadRequestException if the text is no duration
   */
  static Duration parse(String text) {
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    if (!WHOLE.matcher(text).matches()) {
      throw new BadRequestException("time: invalid duration \"" + text + "\"");
    }

    Duration sum = Duration.ZERO;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      BigDecimal nanos =
          new BigDecimal(parts.group(1))
              .multiply(BigDecimal.valueOf(Objects.requireNonNull(NANOS.get(parts.group(2)))));
      sum = sum.plusNanos(nanos.longValue());
    }
    return sum;
  }
}
