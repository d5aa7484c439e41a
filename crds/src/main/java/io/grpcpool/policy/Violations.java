package io.grpcpool.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Confined to the call that made it. Collects what is wrong, and the checks that rules share. */
final class Violations {

  /** So that a status stays readable; the first ones lead to the rest. */
  static final int MOST = 50;

  private final List<Violation> found = new ArrayList<>();

  List<Violation> found() {
    return List.copyOf(found);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  void add(String path, @Nullable Object value, String message) {
    if (found.size() < MOST) {
      found.add(new Violation(path, value == null ? "" : value.toString(), message));
    }
  }

  void add(Violation violation) {
    add(violation.field(), violation.value(), violation.message());
  }

  /** Whether a field that the document cannot do without is there. */
  boolean required(String path, @Nullable Object value, String allowed) {
    boolean present = value != null && !"".equals(value);
    if (!present) {
      add(path, null, "is required: " + allowed);
    }
    return present;
  }

  void text(String path, @Nullable String value, Pattern allowed, String description) {
    if (value != null && !allowed.matcher(value).matches()) {
      add(path, value, "must be " + description);
    }
  }

  void oneOf(String path, @Nullable String value, Collection<String> allowed) {
    if (value != null && !allowed.contains(value)) {
      add(path, value, "must be one of " + String.join(", ", allowed));
    }
  }

  void range(String path, @Nullable Number value, long min, long max) {
    if (value != null && (value.longValue() < min || value.longValue() > max)) {
      add(path, value, "must be " + min + " to " + max);
    }
  }

  void size(String path, @Nullable Collection<?> list, int max) {
    if (list != null && list.size() > max) {
      add(path, null, "has " + list.size() + " entries: must have at most " + max);
    }
  }

  void length(String path, @Nullable String value, int min, int max) {
    if (value != null && (value.length() < min || value.length() > max)) {
      add(path, value, "must have " + min + " to " + max + " characters");
    }
  }

  /** The duration where it is one within the limits. */
  Optional<Duration> duration(String path, @Nullable String value, Duration min, Duration max) {
    if (value == null) {
      return Optional.empty();
    }
    Optional<Duration> duration = PolicyDuration.parse(value);
    if (duration.isEmpty()) {
      add(path, value, "must be " + PolicyDuration.FORMAT);
      return Optional.empty();
    }
    if (duration.get().compareTo(min) < 0 || duration.get().compareTo(max) > 0) {
      String limits = PolicyDuration.format(min) + " to " + PolicyDuration.format(max);
      add(path, value, "must be " + limits);
      return Optional.empty();
    }
    return duration;
  }

  void unique(String path, Collection<String> values) {
    List<String> seen = new ArrayList<>();
    for (String value : values) {
      if (seen.contains(value)) {
        add(path + "[" + seen.size() + "]", value, "is there twice");
      }
      seen.add(value);
    }
  }
}
