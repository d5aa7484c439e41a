package io.grpcpool.operator.status.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.grpcpool.policy.GrpcPoolPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
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

  private OperatorProcess process;

  @BeforeEach
  void start() throws IOException {
    server.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(GrpcPoolPolicy.class));
    process = new OperatorProcess(client).start();
  }

  @AfterEach
  void stop() {
    process.close();
  }

  private void serve() {
    process.apply(100, "60s");
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(process.status().phase()).isEqualTo("Stable"));
  }

  private void awaitObserved(Long generation) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(process.status().observedGeneration()).isEqualTo(generation));
  }

  @Test
  void writesWhatIsServedToTheStatus() {
    process.apply(100, "60s");

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(process.status().phase()).isEqualTo("Stable");
              assertThat(process.status().observedGeneration()).isEqualTo(1);
              assertThat(process.status().targets()).containsExactly("shop", "shop.default");
            });
  }

  @Test
  void saysWhyASpecIsNotAcceptedAndWhatIsStillServed() {
    serve();

    process.apply(100, "sixty");

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(process.status().phase()).isEqualTo("Degraded");
              assertThat(process.status().servedGeneration()).isEqualTo(1);
              assertThat(process.status().conditions().toString())
                  .contains("deletionGrace", "sixty");
            });
  }

  @Test
  void anEditThatLandsWhileStatusIsWrittenIsObserved() {
    serve();

    IntStream.range(0, 5)
        .forEach(
            pair -> {
              process.apply(100, "7" + pair + "s");
              GrpcPoolPolicy last = process.apply(100, "8" + pair + "s");
              awaitObserved(last.getMetadata().getGeneration());
            });

    assertThat(process.status().servedGeneration()).isEqualTo(11);
  }

  @Test
  void aStatusThatStandsThereAlreadyIsNotWritten() {
    serve();

    // Without a context there is no client, so that a write would throw.
    assertThat(process.reconciler().reconcile(process.stored(), null).isNoUpdate()).isTrue();
  }

  @Test
  void aWriteThatIsRefusedIsTriedAgain() {
    server
        .expect()
        .patch()
        .withPath("/apis/grpcpool.io/v1alpha1/namespaces/default/grpcpoolpolicies/shop/status")
        .andReturn(422, new StatusBuilder().withCode(422).withMessage("not now").build())
        .times(2);

    process.apply(100, "60s");

    awaitObserved(1L);
  }
}
