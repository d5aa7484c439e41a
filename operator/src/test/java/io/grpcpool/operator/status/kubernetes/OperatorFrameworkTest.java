package io.grpcpool.operator.status.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.grpcpool.policy.GrpcPoolPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator framework fails; what it fails at passes, and it goes on. */
@EnableKubernetesMockClient(crud = true)
@Timeout(180)
class OperatorFrameworkTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  KubernetesMockServer server;
  KubernetesClient client;

  private static GenericKubernetesResource policy(String name, Map<String, Object> spec) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(GrpcPoolPolicy.API_VERSION)
        .withKind(GrpcPoolPolicy.KIND)
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .addToAdditionalProperties("spec", spec)
        .build();
  }

  private void known() {
    server.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(GrpcPoolPolicy.class));
  }

  @Test
  void statusIsWrittenAgainOnceAnObjectThatCannotBeReadIsGone() throws Exception {
    known();
    GenericKubernetesResource unreadable = policy("unreadable", Map.of("tracks", "none"));

    try (OperatorProcess process = new OperatorProcess(client).start()) {
      process.apply(100, "60s");
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(process.status().observedGeneration()).isEqualTo(1));
      client.resource(unreadable).create();
      assertThat(process.watchEnded.await(60, TimeUnit.SECONDS)).isTrue();

      client.resource(unreadable).delete();
      process.apply(100, "61s");

      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(process.status().observedGeneration()).isEqualTo(2));
    }
  }

  @Test
  void aFieldThatThisVersionDoesNotKnowEndsNoWatch() throws Exception {
    known();

    try (OperatorProcess process = new OperatorProcess(client).start()) {
      client.resource(policy("newer", Map.of("fieldOfALaterVersion", "value"))).create();
      process.apply(100, "60s");

      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(process.status().observedGeneration()).isEqualTo(1));
      assertThat(process.watchEnded.getCount()).isEqualTo(1);
    }
  }

  @Test
  void theProcessEndsAtOnceThoughTheFrameworkStillWaitsForTheApiServer() throws Exception {
    var config = new ConfigBuilder().withMasterUrl("http://127.0.0.1:1").build();

    try (KubernetesClient nowhere = new KubernetesClientBuilder().withConfig(config).build()) {
      OperatorProcess process = new OperatorProcess(nowhere).start();
      assertThat(process.frameworkAsked.await(60, TimeUnit.SECONDS)).isTrue();

      assertTimeout(Duration.ofSeconds(30), process::close);
    }
  }
}
