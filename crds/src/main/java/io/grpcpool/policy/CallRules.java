package io.grpcpool.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stateless. Pools, balancing, timeouts and retries. Of a spec with defaults. */
final class CallRules {

  /** What gRPC clients retry by xDS (gRFC A44); other codes are ignored or refused by them. */
  static final List<String> RETRYABLE =
      List.of("CANCELLED", "DEADLINE_EXCEEDED", "INTERNAL", "RESOURCE_EXHAUSTED", "UNAVAILABLE");

  private static final String CONNECTIONS = "spec.pool.connectionsPerEndpoint";
  private static final String RETRY = "spec.resilience.retry";

  private CallRules() {}

  static void check(GrpcPoolPolicySpec spec, Violations violations) {
    connections(spec.pool().connectionsPerEndpoint(), violations);
    violations.duration(
        "spec.pool.idleTimeout", spec.pool().idleTimeout(), Limits.SHORTEST, Limits.LONGEST_IDLE);
    balancing(spec.loadBalancing(), violations);
    violations.duration(
        "spec.resilience.timeout",
        spec.resilience().timeout(),
        Limits.SHORTEST,
        Limits.LONGEST_CALL);
    retry(spec.resilience().retry(), violations);
    violations.range(
        "spec.resilience.circuitBreaker.maxRequests",
        spec.resilience().circuitBreaker().maxRequests(),
        1,
        PolicyDefaults.MAX_REQUESTS);
  }

  private static void connections(
      @Nullable ConnectionsPerEndpoint connections, Violations violations) {
    if (connections == null) {
      return;
    }
    int min = connections.min();
    int initial = connections.initial();
    int max = connections.max();
    violations.range(CONNECTIONS + ".min", min, 1, Limits.CONNECTIONS);
    violations.range(CONNECTIONS + ".max", max, 1, Limits.CONNECTIONS);
    if (min > max) {
      violations.add(CONNECTIONS + ".min", min, "must be at most max, " + max);
    }
    // Absent, it is the minimum, which has just been judged.
    if (initial != min && (initial < min || initial > max)) {
      violations.add(
          CONNECTIONS + ".initial", initial, "must be min to max, " + min + " to " + max);
    }
  }

  private static void balancing(LoadBalancing balancing, Violations violations) {
    supported(
        "spec.loadBalancing.policy",
        balancing.policy(),
        List.of("WeightedRoundRobin"),
        List.of("LeastRequest", "RingHash"),
        violations);
    supported(
        "spec.loadBalancing.weighting",
        balancing.weighting(),
        List.of("Static"),
        List.of("Observed"),
        violations);
  }

  private static void supported(
      String path, String value, List<String> acting, List<String> later, Violations violations) {
    if (later.contains(value)) {
      violations.add(path, value, PresentFields.NOT_SUPPORTED_YET);
    } else {
      violations.oneOf(path, value, acting);
    }
  }

  private static void retry(Retry retry, Violations violations) {
    violations.range(RETRY + ".attempts", retry.attempts(), 1, Limits.ATTEMPTS);
    violations.unique(RETRY + ".codes", retry.codes());
    for (int i = 0; i < retry.codes().size(); i++) {
      violations.oneOf(RETRY + ".codes[" + i + "]", retry.codes().get(i), RETRYABLE);
    }
    if (retry.codes().isEmpty() && retry.attempts() > 1) {
      violations.add(RETRY + ".codes", null, "is empty: without retries, write attempts: 1");
    }
    backoff(retry.backoff(), violations);
  }

  private static void backoff(Backoff backoff, Violations violations) {
    String path = RETRY + ".backoff";
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
