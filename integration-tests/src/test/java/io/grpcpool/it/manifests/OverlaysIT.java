package io.grpcpool.it.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.grpcpool.it.support.Kubectl;
import io.grpcpool.it.support.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OverlaysIT {
  private final Kubectl kubectl = Kubectl.offline(TestServers.locate());

  @Test
  void theDefaultOverlayBringsEverythingForAWholeCluster() {
    List<HasMetadata> objects = build(Manifests.CONFIG.resolve("overlays/default"));

    assertThat(objects)
        .extracting(HasMetadata::getKind)
        .containsExactlyInAnyOrder(
            "Namespace",
            "CustomResourceDefinition",
            "ServiceAccount",
            "Role",
            "RoleBinding",
            "ClusterRole",
            "ClusterRole",
            "ClusterRole",
            "ClusterRole",
            "ClusterRoleBinding",
            "ClusterRoleBinding",
            "ConfigMap",
            "Deployment",
            "Service",
            "Service",
            "PodDisruptionBudget",
            "NetworkPolicy");
  }

  @Test
  void theNamespacedOverlayBringsNothingThatIsClusterWide() {
    List<HasMetadata> objects = build(Manifests.CONFIG.resolve("overlays/namespaced"));

    assertThat(objects)
        .isNotEmpty()
        .allSatisfy(
            object -> assertThat(object.getMetadata().getNamespace()).isEqualTo("grpcpool"));
    assertThat(container(objects).getEnv())
        .extracting(EnvVar::getName)
        .contains("GRPCPOOL_NAMESPACES");
  }

  @Test
  void theTlsComponentPutsPlaintextBackOnLoopback() throws IOException {
    Container container = container(build(withComponents("xds-tls", "consul")));

    assertThat(container.getEnv())
        .extracting(variable -> variable.getName() + "=" + variable.getValue())
        .contains(
            "GRPCPOOL_XDS_ADDRESS=127.0.0.1",
            "GRPCPOOL_XDS_TLS_ADDRESS=0.0.0.0",
            "CONSUL_HTTP_TOKEN_FILE=/etc/grpcpool/consul/token");
    assertThat(container.getPorts())
        .extracting(port -> port.getName() + "=" + port.getContainerPort())
        .containsExactlyInAnyOrder("xds=15012", "http=9090");
  }

  @Test
  void theIdentityComponentAsksClientsWhoTheyAre() throws IOException {
    Container container = container(build(withComponents("xds-tls", "xds-identity")));

    assertThat(container.getEnv())
        .extracting(variable -> variable.getName() + "=" + variable.getValue())
        .contains(
            "GRPCPOOL_XDS_TLS_CERT=/etc/grpcpool/tls/tls.crt",
            "GRPCPOOL_XDS_TLS_CLIENT_CA=/etc/grpcpool/tls/ca.crt",
            "GRPCPOOL_XDS_TOKENS=kubernetes");
  }

  @Test
  void thePeersComponentOpensTheirPortToReplicasAlone() throws IOException {
    List<HasMetadata> objects = build(withComponents("xds-tls", "peers"));

    assertThat(container(objects).getEnv())
        .extracting(variable -> variable.getName() + "=" + variable.getValue())
        .contains(
            "GRPCPOOL_PEERS_DNS=grpcpool-replicas:15013",
            "GRPCPOOL_PEERS_CA=/etc/grpcpool/tls/ca.crt");
    assertThat(objects)
        .filteredOn(NetworkPolicy.class::isInstance)
        .map(NetworkPolicy.class::cast)
        .flatExtracting(policy -> policy.getSpec().getIngress())
        .filteredOn(rule -> rule.getPorts().get(0).getPort().getIntVal() == 15013)
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.getFrom().get(0).getPodSelector().getMatchLabels())
                    .containsEntry("app.kubernetes.io/name", "grpcpool"));
  }

  @Test
  void identityAndPeersComeTogetherByOneSecret() throws IOException {
    Container container = container(build(withComponents("xds-tls", "xds-identity", "peers")));

    assertThat(container.getEnv())
        .extracting(variable -> variable.getName() + "=" + variable.getValue())
        .contains(
            "GRPCPOOL_XDS_TLS_CERT=/etc/grpcpool/tls/tls.crt",
            "GRPCPOOL_XDS_TLS_KEY=/etc/grpcpool/tls/tls.key",
            "GRPCPOOL_XDS_TLS_CLIENT_CA=/etc/grpcpool/tls/ca.crt",
            "GRPCPOOL_PEERS_CA=/etc/grpcpool/tls/ca.crt");
    assertThat(container.getPorts())
        .extracting(port -> port.getName() + "=" + port.getContainerPort())
        .containsExactlyInAnyOrder("xds=15012", "http=9090", "peers=15013");
  }

  private static Path withComponents(String... names) throws IOException {
    Path overlay = Files.createDirectories(Path.of("target", "overlay"));
    Files.writeString(
        overlay.resolve("kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        namespace: grpcpool
        resources: [../../../config/base]
        components: [%s]
        """
            .formatted(
                Arrays.stream(names)
                    .map(name -> "../../../config/components/" + name)
                    .collect(Collectors.joining(", "))));
    return overlay;
  }

  private List<HasMetadata> build(Path overlay) {
    List<HasMetadata> objects = Manifests.objects(kubectl.run("kustomize", overlay.toString()));
    assertThat(objects).allSatisfy(object -> assertThat(UnknownFields.of(object)).isEmpty());
    return objects;
  }

  private static Container container(List<HasMetadata> objects) {
    return objects.stream()
        .filter(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .findFirst()
        .orElseThrow()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0);
  }
}
