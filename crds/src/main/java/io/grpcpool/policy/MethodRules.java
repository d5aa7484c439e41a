package io.grpcpool.policy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Stateless. What single methods and services do differently. */
final class MethodRules {

  private static final String METHODS = "spec.resilience.methods";

  private MethodRules() {}

  static void check(List<MethodPolicy> methods, Violations violations) {
    violations.size(METHODS, methods, Limits.METHODS);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < methods.size(); i++) {
      MethodPolicy method = methods.get(i);
      String path = METHODS + "[" + i + "]";
      if (violations.required(path + ".name", method.name(), Names.CALLS_RULE)) {
        violations.text(path + ".name", method.name(), Names.CALLS, Names.CALLS_RULE);
        if (!names.add(method.name())) {
          violations.add(path + ".name", method.name(), "is there twice");
        }
      }
      timeout(path + ".timeout", method.timeout(), violations);
      if (method.retry() != null) {
        RetryRules.check(path + ".retry", method.retry(), violations);
      }
    }
  }

  private static void timeout(String path, String timeout, Violations violations) {
    boolean none =
        timeout != null && PolicyDuration.parse(timeout).filter(Duration::isZero).isPresent();
    if (!none) {
      violations.duration(path, timeout, Limits.SHORTEST, Limits.LONGEST_CALL);
    }
  }
}
