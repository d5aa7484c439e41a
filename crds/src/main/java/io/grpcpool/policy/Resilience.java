package io.grpcpool.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Timeouts, retries and limits of a call.
 *
 * @param timeout the longest a call may take, retries included; absent: the caller's deadline alone
 * @param methods what single methods and services do differently
 * @param outlierDetection absent: clients are not told of it at all
 */
@DocumentPart
public record Resilience(
    @Nullable String timeout,
    @Nullable Retry retry,
    @Nullable List<MethodPolicy> methods,
    @Nullable CircuitBreaker circuitBreaker,
    @Nullable OutlierDetection outlierDetection,
    @Nullable RateLimit rateLimit,
    @Nullable HealthCheck healthCheck) {
  public Resilience {
    methods = Copies.of(methods);
  }

  /** A section in which nothing is written. */
  static final Resilience EMPTY = new Resilience(null, null, null, null, null, null, null);
}
