package io.grpcpool.operator.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.grpcpool.operator.policies.folder.RecordedPolicies;
import io.grpcpool.operator.settings.Resolution.Resolved;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.settings.SettingsInput;
import io.grpcpool.operator.settings.SettingsResolver;
import io.grpcpool.policy.GrpcPoolPolicy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which policies of a cluster are taken in. */
@EnableKubernetesMockClient(crud = true)
@Timeout(180)
class KubernetesPlatformTest {

  KubernetesClient client;

  @AutoClose private final SingleThreads threads = new SingleThreads();
  private final RecordedPolicies told = new RecordedPolicies();

  private void create(String namespace) {
    GrpcPoolPolicy policy = new GrpcPoolPolicy();
    policy.setMetadata(new ObjectMetaBuilder().withName("shop").withNamespace(namespace).build());
    client.resource(policy).create();
  }

  @Test
  void theOperatorSdksWordForTheOwnNamespaceIsUnderstood() {
    SettingsInput input =
        new SettingsInput(
            Map.of(SettingKey.NAMESPACES, "JOSDK_WATCH_CURRENT"), Map.of(), Map.of(), Map.of());
    Settings settings = ((Resolved) SettingsResolver.resolve(input)).settings();
    OperatorFramework framework =
        new OperatorFramework(
            () -> {
              throw new AssertionError("not started here");
            },
            Duration.ofSeconds(1));
    create("default");
    create(client.getNamespace());

    try (KubernetesPlatform platform =
        new KubernetesPlatform(settings, client, framework, threads)) {
      platform.policies().start(told);
      await().atMost(Duration.ofSeconds(60)).until(() -> told.events.contains("listed"));

      assertThat(told.events)
          .containsExactly("observed " + client.getNamespace() + "/shop 1", "listed");
    }
  }
}
