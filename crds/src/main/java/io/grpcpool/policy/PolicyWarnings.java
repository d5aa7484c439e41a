package io.grpcpool.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Stateless. What is allowed and probably not meant. Of a valid spec with defaults. */
final class PolicyWarnings {

  private static final Duration SHORT_IDLE = Duration.ofSeconds(10);
  private static final Duration SHORT_AGE = Duration.ofMinutes(1);

  private PolicyWarnings() {}

  static void check(GrpcPoolPolicySpec spec, Violations warnings) {
    Pool pool = spec.pool();
    if (isBelow(pool.idleTimeout(), SHORT_IDLE)) {
      warnings.add(
          "spec.pool.idleTimeout",
          pool.idleTimeout(),
          "connections are closed and dialled again at every short pause; 10s or more is usual");
    }
    if (isBelow(pool.maxConnectionAge(), SHORT_AGE)) {
      warnings.add(
          "spec.pool.maxConnectionAge",
          pool.maxConnectionAge(),
          "connections are replaced all the time; 1m or more is usual");
    }
    String timeout = spec.resilience().timeout();
    if (timeout != null
        && pool.connectTimeout() != null
        && !isBelow(pool.connectTimeout(), PolicyDuration.of(timeout))) {
      warnings.add(
          "spec.pool.connectTimeout",
          pool.connectTimeout(),
          "a call is over before a dial that is not answered: spec.resilience.timeout is "
              + timeout);
    }
    acquireTimeout(pool, timeout, warnings);
    Resilience resilience = spec.resilience();
    if (resilience.timeout() != null
        && resilience.retry().attempts() > 1
        && PolicyDuration.of(resilience.timeout())
                .compareTo(PolicyDuration.of(resilience.retry().backoff().base()))
            <= 0) {
      warnings.add(
          "spec.resilience.timeout",
          resilience.timeout(),
          "is over before the first retry, after " + resilience.retry().backoff().base());
    }
  }

  private static void acquireTimeout(Pool pool, @Nullable String timeout, Violations warnings) {
    String acquire = pool.acquireTimeout();
    if (acquire == null) {
      return;
    }
    Duration wait = PolicyDuration.of(acquire);
    if (pool.connectTimeout() != null && !isBelow(pool.connectTimeout(), wait)) {
      warnings.add(
          "spec.pool.acquireTimeout",
          acquire,
          "a call stops waiting before a dial is given up: spec.pool.connectTimeout is "
              + pool.connectTimeout());
    }
    if (timeout != null && wait.compareTo(PolicyDuration.of(timeout)) >= 0) {
      warnings.add(
          "spec.pool.acquireTimeout",
          acquire,
          "a call is over before it stops waiting: spec.resilience.timeout is " + timeout);
    }
  }

  private static boolean isBelow(@Nullable String written, Duration bound) {
    return written != null && PolicyDuration.of(written).compareTo(bound) < 0;
  }
}
