package io.grpcpool.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stateless. Pools, balancing, timeouts and retries. Of a spec with defaults. */
final class CallRules {

  private static final String CONNECTIONS = "spec.pool.connectionsPerEndpoint";

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
    RetryRules.check("spec.resilience.retry", spec.resilience().retry(), violations);
    MethodRules.check(spec.resilience().methods(), violations);
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
}
