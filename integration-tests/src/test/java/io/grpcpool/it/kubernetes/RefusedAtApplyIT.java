package io.grpcpool.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.it.manifests.Manifests;
import io.grpcpool.it.support.ApiServer;
import io.grpcpool.it.support.Kubectl;
import io.grpcpool.it.support.TestServers;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.PolicyValidator;
import io.grpcpool.policy.ReadResult;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The schema and the CEL rules of the CRD, judged by the API server, and their twin in Java judged
 * on the same document: who writes a file and who applies it hear of the same faults.
 */
@Timeout(120)
class RefusedAtApplyIT {
  private static final String DISCOVERY = "discovery: {consul: {service: a}}";
  private static final String TRACKS = "tracks: [{name: a, weight: 1}]";

  @TempDir static Path folder;
  private static ApiServer api;
  private static Kubectl kubectl;

  @BeforeAll
  static void start() {
    api = ApiServer.start(TestServers.locate(), folder);
    kubectl = api.admin();
    kubectl.run("apply", "-k", Manifests.CONFIG.resolve("crd").toString());
    kubectl.run(
        "wait", "--for=condition=Established", "crd/grpcpoolpolicies.grpcpool.io", "--timeout=30s");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spec.tracks     | at least one weight must be above 0 | $discovery, tracks: [{name: a, selector: {v: '1'}, weight: 0}, {name: b, selector: {v: '2'}, weight: 0}]
          spec.tracks     | each of several tracks must have a weight | $discovery, tracks: [{name: a, selector: {v: '1'}, weight: 5}, {name: b, selector: {v: '2'}}]
          spec.tracks     | two tracks must not have the same selector | $discovery, tracks: [{name: a, selector: {v: '1'}, weight: 5}, {name: b, selector: {v: '1'}, weight: 5}]
          spec.tracks     | Duplicate value | $discovery, tracks: [{name: a, selector: {v: '1'}, weight: 5}, {name: a, selector: {v: '2'}, weight: 5}]
          weight          | should be less than or equal to 1000000 | $discovery, tracks: [{name: a, weight: 1000001}]
          weight          | should be greater than or equal to 0 | $discovery, tracks: [{name: a, weight: -1}]
          spec.match      | each entry must name a track of this policy | $discovery, $tracks, match: [{metadata: {name: x-canary, exact: 'true'}, track: gone}]
          spec.match[0]   | must have exactly one of metadata and method | $discovery, $tracks, match: [{track: a}]
          spec.discovery  | must have exactly one of consul, kubernetes, static, external | $tracks, discovery: {}
          spec.discovery  | must have exactly one of consul, kubernetes, static, external | $tracks, discovery: {consul: {service: a}, kubernetes: {service: a}}
          spec.discovery  | Required value | $tracks
          spec.aliases    | must not repeat the target | $discovery, $tracks, target: orders, aliases: [orders]
          min             | must be at most max | $discovery, $tracks, pool: {connectionsPerEndpoint: {min: 5, max: 4}}
          idleTimeout     | should match | $discovery, $tracks, pool: {idleTimeout: soon}
          idleTimeout     | must be 1ms to 719h | $discovery, $tracks, pool: {idleTimeout: 800h}
          spec.guard      | not supported yet | $discovery, $tracks, guard: {mode: Enforce}
          spec.tls        | not supported yet | $discovery, $tracks, tls: {mode: Mutual}
          maxIdle         | not supported yet | $discovery, $tracks, pool: {maxIdle: 4}
          rateLimit       | not supported yet | $discovery, $tracks, resilience: {rateLimit: {requestsPerSecond: 5}}
          policy          | not supported yet | $discovery, $tracks, loadBalancing: {policy: LeastRequest}
          attempts        | should be less than or equal to 5 | $discovery, $tracks, resilience: {retry: {attempts: 6}}
          """)
  void aWrongPolicyIsRefusedWithFieldAndReason(String field, String reason, String spec) {
    String yaml = policy(spec.replace("$discovery", DISCOVERY).replace("$tracks", TRACKS));

    Kubectl.Result result = kubectl.runWithInput(yaml, "apply", "-f", "-");

    assertThat(result.exit()).isNotZero();
    assertThat(result.err()).contains(field).contains(reason);
    assertThat(javaRefuses(yaml)).as("the validator of files refuses it too").isTrue();
  }

  /** Schema alone: in a file such an endpoint is left out, and status names it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 70000})
  void aPortOutOfRangeIsRefused(int port) {
    String endpoint = "{address: 10.0.0.1, port: " + port + "}";

    Kubectl.Result result =
        kubectl.runWithInput(
            policy("discovery: {static: {endpoints: [" + endpoint + "]}}, " + TRACKS),
            "apply",
            "-f",
            "-");

    assertThat(result.exit()).isNotZero();
    assertThat(result.err()).contains("spec.discovery.static.endpoints[0].port: Invalid value");
  }

  @Test
  void anUnknownFieldIsRefusedByItsPath() {
    String yaml = policy(DISCOVERY + ", " + TRACKS + ", pool: {conectionsPerEndpoint: {max: 2}}");

    Kubectl.Result result = kubectl.runWithInput(yaml, "apply", "-f", "-");

    assertThat(result.exit()).isNotZero();
    assertThat(result.err()).contains("unknown field \"spec.pool.conectionsPerEndpoint\"");
  }

  @Test
  void theDefaultsThatJavaKnowsAreStored() {
    kubectl.apply(policy(DISCOVERY + ", " + TRACKS));

    assertThat(
            kubectl.run(
                "get",
                "gpp/refused",
                "-o",
                "jsonpath={.spec.pool.connectionsPerEndpoint.max} {.spec.deletionGrace}"
                    + " {.spec.discovery.consul.health}"))
        .isEqualTo("8 60s PassingAndWarning");
  }

  @Test
  void everySampleIsAccepted() {
    assertThat(kubectl.run("apply", "-k", Manifests.CONFIG.resolve("samples").toString()))
        .contains("user-service created", "payments created", "catalog created", "ledger created");
  }

  private static boolean javaRefuses(String yaml) {
    return !(PolicyReader.read("test", yaml) instanceof ReadResult.Read read)
        || !PolicyValidator.validate(read.policies().get(0)).isEmpty();
  }

  private static String policy(String spec) {
    return "{apiVersion: grpcpool.io/v1alpha1, kind: GrpcPoolPolicy, metadata: {name: refused}, spec: {"
        + spec
        + "}}";
  }
}
