package io.grpcpool.policy;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Objects;

/**
 * Stateless. The names that clients dial. Which policy wins a name is decided over all policies.
 */
final class TargetRules {

  private TargetRules() {}

  static void check(GrpcPoolPolicySpec spec, ObjectMeta metadata, Violations violations) {
    // Absent, it is the policy's name, which has a rule of its own.
    if (!Objects.equals(spec.target(), metadata.getName())) {
      violations.text("spec.target", spec.target(), Names.DNS_SUBDOMAIN, Names.DNS_SUBDOMAIN_RULE);
    }
    List<String> aliases = spec.aliases() == null ? List.of() : spec.aliases();
    violations.size("spec.aliases", aliases, Limits.ALIASES);
    violations.unique("spec.aliases", aliases);
    for (int i = 0; i < aliases.size(); i++) {
      String path = "spec.aliases[" + i + "]";
      violations.text(path, aliases.get(i), Names.ALIAS, Names.ALIAS_RULE);
      if (aliases.get(i).equals(spec.target())
          || aliases.get(i).equals(spec.target() + "." + metadata.getNamespace())) {
        violations.add(path, aliases.get(i), "is the target's own name already");
      }
    }
  }
}
