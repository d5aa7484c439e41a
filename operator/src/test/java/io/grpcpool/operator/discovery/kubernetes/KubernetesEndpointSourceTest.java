package io.grpcpool.operator.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.grpcpool.operator.discovery.EndpointSource.Watch;
import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import io.grpcpool.planner.ServiceRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slices and pods together, on the client's own mock of an API server. */
@EnableKubernetesMockClient(crud = true)
@Timeout(180)
class KubernetesEndpointSourceTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final ServiceRef USERS = ServiceRef.Kubernetes.of("shop", "users", "grpc");

  KubernetesClient client;

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final List<EndpointsView> views = new CopyOnWriteArrayList<>();
  private KubernetesEndpointSource source;
  private Watch watch;

  @BeforeEach
  void watchUsers() {
    client.resource(pod("users-1", "1.4.0")).create();
    client.resource(slice("users", "users-1", "10.0.0.1")).create();
    client.resource(slice("others", "others-1", "10.9.9.9")).create();
    source = new KubernetesEndpointSource(client, scheduler);
    watch = source.watch(USERS, views::add);
  }

  @AfterEach
  void stop() {
    source.close();
    scheduler.shutdownNow();
  }

  private static Pod pod(String name, String version) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName(name)
        .withLabels(Map.of("version", version))
        .endMetadata()
        .build();
  }

  private static EndpointSlice slice(String service, String pod, String address) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName(service + "-slice")
        .withLabels(Map.of(KubernetesEndpointSource.SERVICE_LABEL, service))
        .endMetadata()
        .withAddressType("IPv4")
        .addNewPort()
        .withName("grpc")
        .withPort(50_051)
        .endPort()
        .addNewEndpoint()
        .withAddresses(address)
        .withNewTargetRef()
        .withKind("Pod")
        .withName(pod)
        .endTargetRef()
        .endEndpoint()
        .build();
  }

  private List<Endpoint> last() {
    return endpointsOfLast(views);
  }

  private static List<Endpoint> endpointsOfLast(List<EndpointsView> told) {
    return told.isEmpty() ? List.of() : told.get(told.size() - 1).endpoints();
  }

  @Test
  void givesTheEndpointsOfTheServiceWithTheLabelsOfTheirPods() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(last())
                    .singleElement()
                    .satisfies(
                        e -> {
                          assertThat(e.address()).isEqualTo("10.0.0.1");
                          assertThat(e.labels()).containsEntry("version", "1.4.0");
                        }));
  }

  @Test
  void followsALabelThatChangesOnAPod() {
    await().atMost(SOON).until(() -> !last().isEmpty());

    client.resource(pod("users-1", "1.5.0")).update();

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(last())
                    .singleElement()
                    .satisfies(e -> assertThat(e.labels()).containsEntry("version", "1.5.0")));
  }

  @Test
  void followsTheSlices() {
    await().atMost(SOON).until(() -> !last().isEmpty());

    client.resource(slice("users", "users-1", "10.0.0.2")).update();

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(last()).extracting(Endpoint::address).containsExactly("10.0.0.2"));
  }

  @Test
  void mergesTheServicesOfThePolicysTracks() {
    List<EndpointsView> both = new CopyOnWriteArrayList<>();
    ServiceRef services =
        new ServiceRef.Kubernetes(
            "shop", new TreeMap<>(Map.of("", "users", "others", "others")), "grpc");

    Watch ofBoth = source.watch(services, both::add);

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(endpointsOfLast(both))
                    .extracting(Endpoint::id, e -> List.copyOf(e.services()))
                    .containsExactly(
                        tuple("others-1", List.of("others")), tuple("users-1", List.of(""))));
    assertThat(both)
        .filteredOn(view -> view.freshness() != Freshness.UNKNOWN)
        .allSatisfy(view -> assertThat(view.endpoints()).hasSize(2));
    ofBoth.close();
  }

  @Test
  void saysNothingMoreAfterTheWatchIsClosed() {
    await().atMost(SOON).until(() -> !last().isEmpty());

    watch.close();
    client.resource(slice("users", "users-1", "10.0.0.3")).update();

    await()
        .during(Duration.ofMillis(500))
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(last()).extracting(Endpoint::address).containsExactly("10.0.0.1"));
  }
}
