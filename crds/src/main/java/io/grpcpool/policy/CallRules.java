package io.grpcpool.policy;

import java.util.List;

/** Stateless. Balancing, timeouts and retries. Of a spec with defaults. */
final class CallRules {

  private CallRules() {}

  static void check(GrpcPoolPolicySpec spec, Violations violations) {
    violations.oneOf(
        "spec.pool.saturation", spec.pool().saturation(), List.of(Pool.QUEUE, Pool.FAIL));
    balancing(spec.loadBalancing(), violations);
    violations.duration(
        "spec.resilience.timeout",
        spec.resilience().timeout(),
        Limits.SHORTEST,
        Limits.LONGEST_CALL);
    RetryRules.check("spec.resilience.retry", spec.resilience().retry(), violations);
    MethodRules.check(spec.resilience().methods(), violations);
    ProtectionRules.check(spec.resilience(), violations);
    violations.range(
        "spec.resilience.circuitBreaker.maxRequests",
        spec.resilience().circuitBreaker().maxRequests(),
        1,
        PolicyDefaults.MAX_REQUESTS);
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
