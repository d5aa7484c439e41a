package io.grpcpool.it.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.grpcpool.it.manifests.Manifests;
import io.grpcpool.it.support.Kubectl;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.PolicyDefaults;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server makes of a policy: defaults, merges, and the document's explanation. */
@Timeout(120)
class StoredPolicyIT {
  private static final String CONSUL = "discovery: {consul: {service: orders}}";
  private static final String TRACKS = "tracks: [{name: main}]";

  @TempDir static Path folder;
  @AutoClose private static InstalledCrd crd;
  private static Kubectl kubectl;

  @BeforeAll
  static void start() {
    crd = InstalledCrd.start(folder);
    kubectl = crd.kubectl();
  }

  @Test
  void aStoredPolicyMeansWhatItsFileMeans() {
    String yaml = policy("stored", CONSUL, TRACKS, "resilience: {retry: {backoff: {base: 1s}}}");

    kubectl.apply(yaml);

    assertThat(PolicyDefaults.apply(read(kubectl.run("get", "gpp", "stored", "-o", "json"))))
        .isEqualTo(PolicyDefaults.apply(read(yaml)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--server-side=true", "--server-side=false"})
  void anotherSourceLeavesNothingOfTheFirst(String how) {
    String name = "source-" + how.contains("true");
    kubectl.apply(policy(name, CONSUL, TRACKS), how);

    kubectl.apply(policy(name, "discovery: {kubernetes: {service: orders}}", TRACKS), how);

    assertThat(kubectl.run("get", "gpp", name, "-o", "jsonpath={.spec.discovery}"))
        .isEqualTo("{\"kubernetes\":{\"service\":\"orders\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--server-side=true", "--server-side=false"})
  void otherRetryCodesReplaceTheDefault(String how) {
    String name = "codes-" + how.contains("true");
    kubectl.apply(policy(name, CONSUL, TRACKS), how);

    kubectl.apply(policy(name, CONSUL, TRACKS, "resilience: {retry: {codes: [CANCELLED]}}"), how);

    assertThat(kubectl.run("get", "gpp", name, "-o", "jsonpath={.spec.resilience.retry.codes}"))
        .isEqualTo("[\"CANCELLED\"]");
  }

  @Test
  void theDefaultsThatJavaKnowsAreStored() {
    kubectl.apply(policy("defaults", CONSUL, TRACKS));

    assertThat(
            kubectl.run(
                "get",
                "gpp/defaults",
                "-o",
                "jsonpath={.spec.resilience.retry.attempts} {.spec.deletionGrace}"
                    + " {.spec.discovery.consul.health}"))
        .isEqualTo("3 60s PassingAndWarning");
  }

  /** Schema alone: in a file such an endpoint is left out, and status names it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 70000})
  void aPortOutOfRangeIsRefused(int port) {
    String discovery =
        "discovery: {static: {endpoints: [{address: 10.0.0.1, port: " + port + "}]}}";

    Kubectl.Result result =
        kubectl.runWithInput(policy("port", discovery, TRACKS), "apply", "-f", "-");

    assertThat(result.exit()).isNotZero();
    assertThat(result.err()).contains("spec.discovery.static.endpoints[0].port: Invalid value");
  }

  @Test
  void everySampleIsAccepted() {
    assertThat(kubectl.run("apply", "-k", Manifests.CONFIG.resolve("samples").toString()))
        .contains("user-service created", "payments created", "catalog created", "ledger created");
  }

  @Test
  void explainDescribesEachFieldOfThePool() {
    assertThat(kubectl.run("explain", "gpp.spec.pool"))
        .contains("connectionsPerEndpoint", "Connections that each client process keeps")
        .contains("warmUp", "Not supported yet.");
  }

  private static String policy(String name, String... specLines) {
    return """
    apiVersion: grpcpool.io/v1alpha1
    kind: GrpcPoolPolicy
    metadata: {name: %s, namespace: default}
    spec:
      %s
    """
        .formatted(name, String.join("\n  ", specLines));
  }

  private static GrpcPoolPolicy read(String text) {
    return new KubernetesSerialization().unmarshal(text, GrpcPoolPolicy.class);
  }
}
