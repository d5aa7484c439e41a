package io.grpcpool.policy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stateless. What an absent field means in a section that protects calls or endpoints; a section
 * that is not there at all protects nothing.
 */
final class ProtectionDefaults {

  private static final int BURSTS_PER_SECOND = 10;

  private ProtectionDefaults() {}

  static OutlierDetection outliers(OutlierDetection written) {
    return new OutlierDetection(
        or(written.mode(), OutlierDetection.ON),
        or(written.failurePercentage(), 50),
        or(written.requestVolume(), 20),
        or(written.minimumHosts(), 2),
        or(written.interval(), "10s"),
        or(written.baseEjection(), "30s"),
        or(written.maxEjectionPercent(), 50));
  }

  static CircuitBreaker.Open open(CircuitBreaker.Open written) {
    return new CircuitBreaker.Open(
        or(written.errorRate(), "50%"),
        or(written.minRequests(), 20),
        or(written.window(), "10s"),
        or(written.openFor(), "5s"),
        or(written.probes(), 3));
  }

  /** Of a limit without a rate, which is refused, the burst means nothing. */
  static RateLimit rate(RateLimit written) {
    int rate = or(written.requestsPerSecond(), 0);
    return new RateLimit(
        written.requestsPerSecond(), or(written.burst(), Math.max(1, rate / BURSTS_PER_SECOND)));
  }

  static HealthCheck health(HealthCheck written) {
    return new HealthCheck(or(written.service(), ""));
  }

  private static <T> T or(@Nullable T written, T absent) {
    return Objects.requireNonNullElse(written, absent);
  }
}
