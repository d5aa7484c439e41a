package io.grpcpool.operator.policies.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.grpcpool.operator.policies.KeptSpecs;
import io.grpcpool.operator.policies.PolicyDocument;
import io.grpcpool.operator.policies.folder.RecordedPolicies;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.ReadResult;
import io.grpcpool.policy.status.GrpcPoolPolicyStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Policies as objects, on the client's own mock of an API server. */
@EnableKubernetesMockClient(crud = true)
@Timeout(180)
class KubernetesPolicySourceTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  KubernetesClient client;

  private final RecordedPolicies told = new RecordedPolicies();
  private KubernetesPolicySource source;

  @BeforeEach
  void watch() {
    source = new KubernetesPolicySource(client, List.of());
    create("before");
    source.start(told);
    await().atMost(SOON).until(() -> told.events.contains("listed"));
  }

  @AfterEach
  void stop() {
    source.close();
  }

  private GrpcPoolPolicy create(String name) {
    ReadResult.Read read =
        (ReadResult.Read)
            PolicyReader.read(
                name,
                """
                apiVersion: grpcpool.io/v1alpha1
                kind: GrpcPoolPolicy
                metadata: {name: %s}
                spec:
                  discovery: {static: {endpoints: [{address: 10.0.0.1, port: 50051}]}}
                  tracks: [{name: main}]
                """
                    .formatted(name));
    GrpcPoolPolicy policy = read.policies().get(0);
    policy.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace("shop").build());
    return client.resource(policy).create();
  }

  private void awaitEvent(String event) {
    await().atMost(SOON).untilAsserted(() -> assertThat(told.events).contains(event));
  }

  @Test
  void tellsThePoliciesThatAreThereBeforeItSaysThatTheyAreListed() {
    assertThat(told.events).startsWith("observed shop/before 1").contains("listed");
  }

  @Test
  void tellsOfANewPolicy() {
    create("later");

    awaitEvent("observed shop/later 1");
  }

  @Test
  void tellsWhatStatusKeepsBeforeThePresentSpec() {
    GrpcPoolPolicy refused = create("refused");
    awaitEvent("observed shop/refused 1");
    PolicyDocument served = told.documents.get(told.documents.size() - 1);
    refused.getMetadata().setGeneration(2L);
    refused.setStatus(
        new GrpcPoolPolicyStatus(2L, 1L, null, null, null, null, null, null, null, null, null, null)
            .serving(KeptSpecs.of(served).orElseThrow()));

    KubernetesPolicySource.tell(refused, told);

    assertThat(told.events).endsWith("remembered shop/refused 1", "observed shop/refused 2");
  }

  @Test
  void tellsOfADeletedPolicy() {
    client.resources(GrpcPoolPolicy.class).inNamespace("shop").withName("before").delete();

    awaitEvent("deleted shop/before");
  }

  @Test
  void datesAPolicyByItsCreation() {
    assertThat(told.documents.get(0).seniority().order()).isEqualTo("shop/before");
  }

  @Test
  void namesAnObjectThatCannotBeReadForAsLongAsItIsThere() {
    GenericKubernetesResource unreadable =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(GrpcPoolPolicy.API_VERSION)
            .withKind(GrpcPoolPolicy.KIND)
            .withMetadata(new ObjectMetaBuilder().withName("odd").withNamespace("shop").build())
            .addToAdditionalProperties("spec", Map.of("tracks", "none"))
            .build();

    var raw =
        client
            .genericKubernetesResources(
                CustomResourceDefinitionContext.fromCustomResourceType(GrpcPoolPolicy.class))
            .inNamespace("shop")
            .resource(unreadable);

    raw.create();
    await().atMost(SOON).until(() -> source.problems().containsKey("all namespaces"));
    raw.delete();

    await().atMost(SOON).until(() -> source.problems().isEmpty());
    create("after");
    awaitEvent("observed shop/after 1");
    assertThat(told.events).noneMatch(event -> event.startsWith("deleted"));
  }
}
