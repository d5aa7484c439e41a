package io.grpcpool.operator.status.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.grpcpool.operator.assembly.ControlPlane;
import io.grpcpool.operator.assembly.KubernetesPlatform;
import io.grpcpool.operator.assembly.OperatorFramework;
import io.grpcpool.operator.assembly.SingleThreads;
import io.grpcpool.operator.settings.Resolution.Resolved;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.settings.SettingsInput;
import io.grpcpool.operator.settings.SettingsResolver;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.ReadResult;
import io.grpcpool.policy.status.GrpcPoolPolicyStatus;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator on the client's mock of an API server: what it plans ends in status. */
@EnableKubernetesMockClient(crud = true)
@Timeout(180)
class PolicyReconcilerTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  KubernetesMockServer server;
  KubernetesClient client;

  private final SingleThreads threads = new SingleThreads();
  private KubernetesPlatform platform;
  private ControlPlane controlPlane;

  @BeforeEach
  void start() throws IOException {
    server.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(GrpcPoolPolicy.class));
    Map<SettingKey, String> flags = Map.of(SettingKey.XDS_PORT, "0", SettingKey.INSTANCE, "one");
    SettingsInput input = new SettingsInput(flags, Map.of(), Map.of(), Map.of());
    Settings settings = ((Resolved) SettingsResolver.resolve(input)).settings();
    platform =
        new KubernetesPlatform(settings, client, new OperatorFramework(this::operator), threads);
    controlPlane =
        new ControlPlane(settings, Map.of(), platform, new SimpleMeterRegistry(), threads);
    controlPlane.start();
  }

  private Operator operator() {
    var feed = controlPlane.statusFeed();
    Operator operator =
        new Operator(
            overrider ->
                overrider
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withUseSSAToPatchPrimaryResource(false));
    operator.register(
        new PolicyReconciler(
            new ReconcilerInputs(
                feed.reports(), feed.statuses(), platform.leadership(), platform.statusEvents())));
    return operator;
  }

  @AfterEach
  void stop() {
    controlPlane.close();
  }

  private void apply(int weight, String field) {
    ReadResult.Read read =
        (ReadResult.Read)
            PolicyReader.read(
                "policy",
                """
                apiVersion: grpcpool.io/v1alpha1
                kind: GrpcPoolPolicy
                metadata: {name: shop}
                spec:
                  discovery: {static: {endpoints: [{address: 10.0.0.1, port: 50051}]}}
                  tracks: [{name: main, weight: %d}]
                  deletionGrace: %s
                """
                    .formatted(weight, field));
    GrpcPoolPolicy policy = read.policies().get(0);
    policy.setMetadata(new ObjectMetaBuilder().withName("shop").withNamespace("default").build());
    client.resource(policy).createOr(existing -> existing.update());
  }

  private GrpcPoolPolicyStatus status() {
    return Optional.ofNullable(
            client.resources(GrpcPoolPolicy.class).inNamespace("default").withName("shop").get())
        .map(GrpcPoolPolicy::getStatus)
        .orElseThrow(() -> new AssertionError("no status yet"));
  }

  @Test
  void writesWhatIsServedToTheStatus() {
    apply(100, "60s");

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(status().phase()).isEqualTo("Stable");
              assertThat(status().observedGeneration()).isEqualTo(1);
              assertThat(status().targets()).containsExactly("shop", "shop.default");
            });
  }

  @Test
  void saysWhyASpecIsNotAcceptedAndWhatIsStillServed() {
    apply(100, "60s");
    await().atMost(SOON).untilAsserted(() -> assertThat(status().phase()).isEqualTo("Stable"));

    apply(100, "sixty");

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(status().phase()).isEqualTo("Degraded");
              assertThat(status().servedGeneration()).isEqualTo(1);
              assertThat(status().conditions().toString()).contains("deletionGrace", "sixty");
            });
  }
}
