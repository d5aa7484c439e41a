package io.grpcpool.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Stateless. Retries, of every call or of one method, which may leave open what it does not change.
 */
final class RetryRules {

  /** What gRPC clients retry by xDS (gRFC A44); other codes are ignored or refused by them. */
  static final List<String> RETRYABLE =
      List.of("CANCELLED", "DEADLINE_EXCEEDED", "INTERNAL", "RESOURCE_EXHAUSTED", "UNAVAILABLE");

  private RetryRules() {}

  static void check(String path, Retry retry, Violations violations) {
    violations.range(path + ".attempts", retry.attempts(), 1, Limits.ATTEMPTS);
    if (retry.codes() != null) {
      codes(path + ".codes", retry, violations);
    }
    if (retry.backoff() != null) {
      backoff(path + ".backoff", retry.backoff(), violations);
    }
  }

  private static void codes(String path, Retry retry, Violations violations) {
    violations.unique(path, retry.codes());
    for (int i = 0; i < retry.codes().size(); i++) {
      violations.oneOf(path + "[" + i + "]", retry.codes().get(i), RETRYABLE);
    }
    if (retry.codes().isEmpty() && (retry.attempts() == null || retry.attempts() > 1)) {
      violations.add(path, null, "is empty: without retries, write attempts: 1");
    }
  }

  private static void backoff(String path, Backoff backoff, Violations violations) {
    Optional<Duration> base =
        violations.duration(
            path + ".base", backoff.base(), Limits.SHORTEST, Limits.LONGEST_BACKOFF);
    Optional<Duration> max =
        violations.duration(
            path + ".max", backoff.max(), Limits.SHORTEST, Limits.LONGEST_MAX_BACKOFF);
    if (base.isPresent() && max.isPresent() && max.get().compareTo(base.get()) < 0) {
      violations.add(path + ".max", backoff.max(), "must be at least base, " + backoff.base());
    }
  }
}
