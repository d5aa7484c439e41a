package io.grpcpool.it.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Least privilege: the roles grant what the code calls, verb by verb, and nothing more. */
@Timeout(30)
class RolesTest {

  @Test
  void theControlPlaneMayDoWhatItsCodeCallsAndNothingElse() {
    ClusterRole role = Manifests.only(ClusterRole.class, "overlays/default/cluster-role.yaml");

    assertThat(grants(role.getRules()))
        .containsExactlyInAnyOrder(
            // KubernetesPolicySource: an informer, and the reconciler's own cache.
            "grpcpool.io/grpcpoolpolicies:get",
            "grpcpool.io/grpcpoolpolicies:list",
            "grpcpool.io/grpcpoolpolicies:watch",
            // The leader's status writer.
            "grpcpool.io/grpcpoolpolicies/status:get",
            "grpcpool.io/grpcpoolpolicies/status:patch",
            // PolicyEvents: one is created, or counted once more.
            "/events:create",
            "/events:patch",
            // KubernetesEndpointSource: slices, and the labels of the pods behind them.
            "discovery.k8s.io/endpointslices:get",
            "discovery.k8s.io/endpointslices:list",
            "discovery.k8s.io/endpointslices:watch",
            "/pods:get",
            "/pods:list",
            "/pods:watch");
  }

  @Test
  void tokensMayBeReviewedAndNothingElse() {
    ClusterRole role = Manifests.only(ClusterRole.class, "overlays/default/token-review-role.yaml");

    assertThat(grants(role.getRules()))
        .containsExactly("authentication.k8s.io/tokenreviews:create");
  }

  @Test
  void theLeaseIsHeldInTheControlPlanesOwnNamespace() {
    Role role = Manifests.only(Role.class, "base/lease-role.yaml");

    assertThat(grants(role.getRules()))
        .containsExactlyInAnyOrder(
            "coordination.k8s.io/leases:get",
            "coordination.k8s.io/leases:create",
            "coordination.k8s.io/leases:patch");
  }

  @Test
  void oneNamespaceNeedsTheSameRulesAsAllOfThem() {
    ClusterRole all = Manifests.only(ClusterRole.class, "overlays/default/cluster-role.yaml");
    Role one = Manifests.only(Role.class, "overlays/namespaced/role.yaml");

    assertThat(one.getRules()).isEqualTo(all.getRules());
  }

  @Test
  void noRoleUsesAWildcard() {
    Stream<PolicyRule> rules =
        Stream.of("base", "overlays")
            .flatMap(folder -> Manifests.below(folder).stream())
            .flatMap(file -> rulesOf(Manifests.read(file)));

    assertThat(rules).isNotEmpty().noneMatch(rule -> rule.toString().contains("*"));
  }

  private static Stream<PolicyRule> rulesOf(String yaml) {
    return yaml.contains("kind: Kustomization")
        ? Stream.empty()
        : Manifests.objects(yaml).stream()
            .flatMap(
                object ->
                    object instanceof ClusterRole cluster
                        ? cluster.getRules().stream()
                        : object instanceof Role role ? role.getRules().stream() : Stream.empty());
  }

  private static TreeSet<String> grants(List<PolicyRule> rules) {
    TreeSet<String> grants = new TreeSet<>();
    for (PolicyRule rule : rules) {
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          rule.getVerbs().forEach(verb -> grants.add(group + "/" + resource + ":" + verb));
        }
      }
    }
    return grants;
  }
}
