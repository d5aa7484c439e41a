package io.grpcpool.operator.status.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
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
import java.util.concurrent.CountDownLatch;

/**
 * Confined to the test's thread. The control plane in operator mode, with the framework as its
 * process sets it up.
 */
final class OperatorProcess implements AutoCloseable {

  final ControlPlane controlPlane;

  /** Open once the framework is asked for. */
  final CountDownLatch frameworkAsked = new CountDownLatch(1);

  /** Open once the framework gave its watch up because of an error. */
  final CountDownLatch watchEnded = new CountDownLatch(1);

  private final KubernetesClient client;
  private final SingleThreads threads = new SingleThreads();
  private final OperatorFramework framework =
      new OperatorFramework(this::operator, Duration.ofSeconds(1));
  private final KubernetesPlatform platform;

  OperatorProcess(KubernetesClient client) {
    this.client = client;
    Map<SettingKey, String> flags = Map.of(SettingKey.XDS_PORT, "0", SettingKey.INSTANCE, "one");
    SettingsInput input = new SettingsInput(flags, Map.of(), Map.of(), Map.of());
    Settings settings = ((Resolved) SettingsResolver.resolve(input)).settings();
    platform = new KubernetesPlatform(settings, client, framework, threads);
    controlPlane =
        new ControlPlane(settings, Map.of(), platform, new SimpleMeterRegistry(), threads);
  }

  private Operator operator() {
    frameworkAsked.countDown();
    Operator operator =
        new Operator(
            overrider ->
                overrider
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withStopOnInformerErrorDuringStartup(false)
                    .withInformerStoppedHandler((informer, error) -> ended(error))
                    .withUseSSAToPatchPrimaryResource(false));
    operator.register(reconciler());
    return operator;
  }

  /** As the framework is given it. */
  PolicyReconciler reconciler() {
    var feed = controlPlane.statusFeed();
    return new PolicyReconciler(
        new ReconcilerInputs(
            feed.reports(), feed.statuses(), platform.leadership(), platform.statusEvents()));
  }

  private void ended(Throwable error) {
    framework.watchEnded(error);
    Optional.ofNullable(error).ifPresent(e -> watchEnded.countDown());
  }

  OperatorProcess start() throws IOException {
    controlPlane.start();
    return this;
  }

  /** Creates the policy default/shop, or replaces its spec. */
  GrpcPoolPolicy apply(int weight, String grace) {
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
                    .formatted(weight, grace));
    GrpcPoolPolicy policy = read.policies().get(0);
    policy.setMetadata(new ObjectMetaBuilder().withName("shop").withNamespace("default").build());
    return client.resource(policy).createOr(existing -> existing.update());
  }

  /** What is stored of default/shop. */
  GrpcPoolPolicy stored() {
    return client.resources(GrpcPoolPolicy.class).inNamespace("default").withName("shop").get();
  }

  /** The status of default/shop. */
  GrpcPoolPolicyStatus status() {
    return Optional.ofNullable(stored())
        .map(GrpcPoolPolicy::getStatus)
        .orElseThrow(() -> new AssertionError("no status yet"));
  }

  @Override
  public void close() {
    controlPlane.close();
  }
}
