package io.grpcpool.policy;

import java.util.List;
import java.util.regex.Pattern;

/** Stateless. How endpoints are chosen. Of a spec with defaults. */
final class BalancingRules {

  /** As the policies are written in a document. */
  static final String WEIGHTED_ROUND_ROBIN = "WeightedRoundRobin";

  private static final String RING_HASH = "RingHash";
  private static final String CUSTOM = "Custom";
  private static final List<String> POLICIES =
      List.of(WEIGHTED_ROUND_ROBIN, "LeastRequest", RING_HASH, CUSTOM);

  private static final Pattern CUSTOM_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,62})");
  private static final String CUSTOM_NAME_RULE =
      "1 to 63 letters, digits, dots, dashes and underscores, and begin with a letter or digit";

  private BalancingRules() {}

  static void check(LoadBalancing balancing, Violations violations) {
    violations.oneOf("spec.loadBalancing.policy", balancing.policy(), POLICIES);
    if ("Observed".equals(balancing.weighting())) {
      violations.add(
          "spec.loadBalancing.weighting", balancing.weighting(), PresentFields.NOT_SUPPORTED_YET);
    } else {
      violations.oneOf("spec.loadBalancing.weighting", balancing.weighting(), List.of("Static"));
    }
    ringHash(balancing, violations);
    custom(balancing, violations);
  }

  private static void ringHash(LoadBalancing balancing, Violations violations) {
    boolean meant = RING_HASH.equals(balancing.policy());
    if (meant != (balancing.ringHash() != null)) {
      violations.add(
          "spec.loadBalancing.ringHash", null, "must be there with policy RingHash, alone");
    } else if (balancing.ringHash() != null) {
      String path = "spec.loadBalancing.ringHash.metadata";
      String key = balancing.ringHash().metadata();
      if (violations.required(path, key, Names.METADATA_KEY_RULE)) {
        violations.text(path, key, Names.METADATA_KEY, Names.METADATA_KEY_RULE);
      }
    }
  }

  private static void custom(LoadBalancing balancing, Violations violations) {
    boolean meant = CUSTOM.equals(balancing.policy());
    if (meant != (balancing.custom() != null)) {
      violations.add("spec.loadBalancing.custom", null, "must be there with policy Custom, alone");
    } else if (balancing.custom() != null) {
      String path = "spec.loadBalancing.custom.name";
      String name = balancing.custom().name();
      if (violations.required(path, name, CUSTOM_NAME_RULE)) {
        violations.text(path, name, CUSTOM_NAME, CUSTOM_NAME_RULE);
      }
    }
  }
}
