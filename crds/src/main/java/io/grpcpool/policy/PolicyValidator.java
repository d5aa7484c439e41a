package io.grpcpool.policy;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.util.List;

/**
 * Stateless. The rules of a policy, for files and for objects of the cluster alike: everything that
 * can be known from the document alone. A rule that the CRD can state is stated there too.
 *
 * <p>A backend that is written in the policy and cannot be used ({@link EndpointAddress}) does not
 * make the policy invalid: it is left out, as one from Consul would be.
 */
public final class PolicyValidator {

  private PolicyValidator() {}

  /**
   * Everything that is wrong with a policy, as written, without defaults. Empty: it can be planned.
   */
  public static List<Violation> validate(GrpcPoolPolicy policy) {
    Violations violations = new Violations();
    ObjectMeta metadata = policy.getMetadata();
    if (violations.required("metadata.name", metadata.getName(), Names.DNS_SUBDOMAIN_RULE)) {
      violations.text(
          "metadata.name", metadata.getName(), Names.DNS_SUBDOMAIN, Names.DNS_SUBDOMAIN_RULE);
    }
    violations.text(
        "metadata.namespace", metadata.getNamespace(), Names.DNS_LABEL, Names.DNS_LABEL_RULE);
    if (violations.required(
        "spec", policy.getSpec(), "it must say where the endpoints come from")) {
      validate(metadata, policy.getSpec(), violations);
    }
    return violations.found();
  }

  /** What is allowed and probably not meant. Of a policy without violations. */
  public static List<Violation> warnings(GrpcPoolPolicy policy) {
    Violations warnings = new Violations();
    PolicyWarnings.check(PolicyDefaults.apply(policy), warnings);
    return warnings.found();
  }

  private static void validate(
      ObjectMeta metadata, GrpcPoolPolicySpec written, Violations violations) {
    Violations nulls = new Violations();
    new PresentFields(violations, nulls).check("spec", written);
    if (!nulls.isEmpty()) {
      nulls.found().forEach(violations::add);
      return;
    }
    GrpcPoolPolicySpec spec = PolicyDefaults.apply(metadata.getName(), written);
    TargetRules.check(spec, metadata, violations);
    violations.duration(
        "spec.deletionGrace", spec.deletionGrace(), Duration.ZERO, Limits.LONGEST_HOLD);
    ConsumerRules.check(spec.allowedConsumers(), violations);
    DiscoveryRules.check(spec.discovery(), violations);
    violations.oneOf("spec.locality.mode", spec.locality().mode(), LocalityMode.texts());
    TrackRules.check(spec, violations);
    MatchRules.check(spec, violations);
    PoolRules.check(spec.pool(), violations);
    CallRules.check(spec, violations);
  }
}
