package io.grpcpool.policy;

import java.time.Duration;

/** Stateless. What is allowed and probably not meant. Of a valid spec with defaults. */
final class PolicyWarnings {

  private static final Duration SHORT_IDLE = Duration.ofSeconds(10);

  private PolicyWarnings() {}

  static void check(GrpcPoolPolicySpec spec, Violations warnings) {
    String idle = spec.pool().idleTimeout();
    if (idle != null && PolicyDuration.of(idle).compareTo(SHORT_IDLE) < 0) {
      warnings.add(
          "spec.pool.idleTimeout",
          idle,
          "connections are closed and dialled again at every short pause; 10s or more is usual");
    }
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
}
