package io.grpcpool.client.pool;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. Reads the fields of one JSON object as grpc-java gives it, where every
 * number is a Double and a duration is text, and collects what is wrong with them.
 */
final class JsonFields {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?s");
  private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

  private final String path;
  private final Map<?, ?> object;
  private final List<String> problems;

  JsonFields(String path, Map<?, ?> object, List<String> problems) {
    this.path = path;
    this.object = object;
    this.problems = problems;
  }

  /** Whether anything is at the key. */
  boolean has(String key) {
    return object.get(key) != null;
  }

  /** The object at the key; empty, with a problem noted, if something else is there. */
  JsonFields object(String key) {
    Object value = object.get(key);
    if (value == null || value instanceof Map) {
      return new JsonFields(
          path + key + ".", value == null ? Map.of() : (Map<?, ?>) value, problems);
    }
    note(key, value, "an object");
    return new JsonFields(path + key + ".", Map.of(), problems);
  }

  /**
   * The whole number at the key; null if absent or, with a problem noted, not within the bounds.
   */
  @Nullable Integer wholeNumber(String key, int least, int most) {
    Object value = object.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number) {
      double exact = number.doubleValue();
      if (exact >= least && exact <= most && exact == Math.rint(exact)) {
        return (int) exact;
      }
    }
    note(key, value, "a whole number from " + least + " to " + most);
    return null;
  }

  /** The duration at the key; null if absent or, with a problem noted, not within the bounds. */
  @Nullable Duration duration(String key, Duration least, Duration most) {
    Object value = object.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof String text && SECONDS.matcher(text).matches()) {
      BigDecimal seconds = new BigDecimal(text.substring(0, text.length() - 1));
      Duration duration = Duration.ofNanos(seconds.multiply(NANOS_PER_SECOND).longValueExact());
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
    }
    note(key, value, "seconds as text, \"" + text(least) + "\" to \"" + text(most) + "\"");
    return null;
  }

  /** The truth value at the key; null if absent or, with a problem noted, something else. */
  @Nullable Boolean flag(String key) {
    Object value = object.get(key);
    if (value == null || value instanceof Boolean) {
      return (Boolean) value;
    }
    note(key, value, "true or false");
    return null;
  }

  /** The text at the key; null if absent or, with a problem noted, something else or longer. */
  @Nullable String string(String key, int longest) {
    Object value = object.get(key);
    if (value == null || value instanceof String text && text.length() <= longest) {
      return (String) value;
    }
    note(key, value, "text of at most " + longest + " characters");
    return null;
  }

  /** The text at the key; null if absent or, with a problem noted, not of the pattern. */
  @Nullable String text(String key, Pattern pattern, String allowed) {
    Object value = object.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof String text && pattern.matcher(text).matches()) {
      return text;
    }
    note(key, value, allowed);
    return null;
  }

  /** As {@link #text}; empty, with a problem noted, where it is absent too. */
  String required(String key, Pattern pattern, String allowed) {
    String text = text(key, pattern, allowed);
    if (text == null && object.get(key) == null) {
      problems.add(path + key + " is absent; allowed: " + allowed);
    }
    return text == null ? "" : text;
  }

  void note(String key, Object value, String allowed) {
    problems.add(path + key + " is " + show(value) + "; allowed: " + allowed);
  }

  private static String show(Object value) {
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString(number.longValue());
    }
    String shown = String.valueOf(value);
    String bounded = shown.length() > 60 ? shown.substring(0, 60) + "…" : shown;
    return value instanceof String ? '"' + bounded + '"' : bounded;
  }

  /** As a policy's JSON has it: decimal seconds followed by {@code s}. */
  static String text(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString() + "s";
  }
}
