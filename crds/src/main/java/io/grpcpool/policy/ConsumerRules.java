package io.grpcpool.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stateless. The clients that a policy admits. */
final class ConsumerRules {

  private ConsumerRules() {}

  static void check(@Nullable List<String> consumers, Violations violations) {
    if (consumers == null) {
      return;
    }
    violations.size("spec.allowedConsumers", consumers, Limits.CONSUMERS);
    violations.unique("spec.allowedConsumers", consumers);
    for (int i = 0; i < consumers.size(); i++) {
      String path = "spec.allowedConsumers[" + i + "]";
      violations.length(path, consumers.get(i), 1, Limits.CONSUMER);
      violations.text(path, consumers.get(i), Names.CONSUMER, Names.CONSUMER_RULE);
    }
  }
}
