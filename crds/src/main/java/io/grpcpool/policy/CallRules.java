package io.grpcpool.policy;

import java.util.List;

/** Stateless. Balancing, timeouts and retries. Of a spec with defaults. */
final class CallRules {

  private CallRules() {}

  static void check(GrpcPoolPolicySpec spec, Violations violations) {
    violations.oneOf(
        "spec.pool.saturation", spec.pool().saturation(), List.of(Pool.QUEUE, Pool.FAIL));
    BalancingRules.check(spec.loadBalancing(), violations);
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
}
