package io.grpcpool.xds;

import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.endpoints;
import static io.grpcpool.xds.Resources.key;
import static io.grpcpool.xds.Resources.listener;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.StatusRuntimeException;
import io.grpcpool.xds.load.LoadReport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Unmodified grpc-java channels against the server, over sockets. */
@Timeout(120)
class GrpcJavaClientTest {

  private static final String TARGET = "user-service";

  private Backend v1;
  private Backend v2;
  private XdsServer xds;
  private JavaClient client;

  @BeforeEach
  void start() throws Exception {
    v1 = new Backend("v1");
    v2 = new Backend("v2");
    xds = XdsServer.builder().build().start();
    publishAll(xds);
    client = new JavaClient(xds.port(), TARGET);
  }

  @AfterEach
  void stop() {
    client.close();
    xds.close();
    v1.close();
    v2.close();
  }

  private void publishAll(XdsServer server) {
    server.publish(
        ResourceUpdate.of(
            cluster("v1"),
            endpoints("v1", v1.port()),
            cluster("v2"),
            endpoints("v2", v2.port()),
            weights(100, 0)));
  }

  private static ServedResource weights(int first, int second) {
    return listener(TARGET, Map.of("v1", first, "v2", second));
  }

  @Test
  void routesCallsToTheClusterThatHasTheWeight() {
    assertThat(client.call()).isEqualTo("v1");
  }

  @Test
  void losesNoCallInFiftyFlipsOfAllTheWeight() throws Exception {
    client.startLoad();
    soon().until(() -> client.last().equals("v1"));

    for (int flip = 0; flip < 50; flip++) {
      boolean toSecond = flip % 2 == 0;
      xds.publish(ResourceUpdate.of(toSecond ? weights(0, 100) : weights(100, 0)));
      soon().until(() -> client.last().equals(toSecond ? "v2" : "v1"));
    }
    client.stopLoad();

    assertThat(client.failure()).hasNullValue();
    assertThat(client.calls()).isGreaterThan(50);
    assertThat(state(ResourceType.LISTENER)).contains(SyncState.SYNCED);
  }

  @Test
  void failsCallsWhenTheListenerIsRemovedAndServesThemAgainWhenItIsRestored() {
    assertThat(client.call()).isEqualTo("v1");

    xds.publish(ResourceUpdate.removing(key(ResourceType.LISTENER, TARGET)));
    soon()
        .untilAsserted(
            () -> assertThatThrownBy(client::call).isInstanceOf(StatusRuntimeException.class));
    publishAll(xds);

    soon().ignoreExceptions().until(() -> client.call().equals("v1"));
  }

  @Test
  void keepsTheClientOnWhatItAcceptedWhenItRefusesAndShowsItsWords() {
    assertThat(client.call()).isEqualTo("v1");

    xds.publish(
        ResourceUpdate.of(
            ServedResource.of(
                ResourceType.CLUSTER,
                "v1",
                Cluster.newBuilder().setName("v1").setType(Cluster.DiscoveryType.STATIC).build())));

    soon().until(() -> state(ResourceType.CLUSTER).equals(Optional.of(SyncState.ERROR)));
    assertThat(ofType(ResourceType.CLUSTER, TypeStatus::error).orElseThrow()).contains("v1");
    assertThat(xds.acknowledged(key(ResourceType.CLUSTER, "v1")).refusals())
        .extracting(Refusal::node)
        .containsExactly("java~test");
    assertThat(client.call()).isEqualTo("v1");
  }

  @Test
  void aRestartedServerSendsTheVersionsThatTheClientHas() throws Exception {
    client.startLoad();
    soon().until(() -> client.last().equals("v1"));
    soon().until(() -> state(ResourceType.ENDPOINTS).equals(Optional.of(SyncState.SYNCED)));
    List<String> before = versions();

    int port = xds.port();
    xds.close();
    xds = XdsServer.builder().plaintext(new InetSocketAddress("127.0.0.1", port)).build();
    publishAll(xds);
    xds.start();

    soon().until(() -> versions().equals(before));
    soon().until(() -> state(ResourceType.ENDPOINTS).equals(Optional.of(SyncState.SYNCED)));
    client.stopLoad();
    assertThat(client.failure()).hasNullValue();
    assertThat(v1.connections()).isOne();
  }

  @Test
  void sumsTheLoadThatTheClientReports() {
    xds.loadReportInterval(Duration.ofMillis(100));
    assertThat(client.call()).isEqualTo("v1");
    assertThat(client.call()).isEqualTo("v1");

    soon()
        .untilAsserted(
            () -> {
              assertThat(xds.clusterLoad("v1")).isPresent();
              assertThat(xds.clusterLoad("v1").orElseThrow().succeeded()).isEqualTo(2);
            });
  }

  @Test
  void hearsOfTheLoadAtAnIntervalThatIsShortenedMeanwhile() {
    List<LoadReport> heard = new CopyOnWriteArrayList<>();
    xds.loadReports(heard::add);
    xds.loadReportInterval(Duration.ofHours(1));
    assertThat(client.call()).isEqualTo("v1");

    xds.loadReportInterval(Duration.ofMillis(100));
    client.call();

    soon().until(() -> heard.stream().mapToLong(LoadReport::succeeded).sum() == 2);
    assertThat(heard.get(0).first()).isTrue();
    assertThat(heard.get(0).node()).isEqualTo("java~test");
    assertThat(xds.clusterLoad("v1").orElseThrow().failed()).isZero();
    assertThat(xds.clusterLoad("v1").orElseThrow().streams()).isOne();
  }

  private static ConditionFactory soon() {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2));
  }

  /** The acknowledged versions of the types whose responses are always the whole. */
  private List<String> versions() {
    return xds.clients().stream()
        .flatMap(status -> status.types().stream())
        .filter(type -> type.type().stateOfTheWorld())
        .map(type -> type.type() + " " + type.ackedVersion())
        .toList();
  }

  private Optional<SyncState> state(ResourceType type) {
    return ofType(type, TypeStatus::state);
  }

  private <T> Optional<T> ofType(ResourceType type, Function<TypeStatus, T> property) {
    return xds.clients().stream()
        .flatMap(status -> status.types().stream())
        .filter(status -> status.type() == type)
        .map(property)
        .findFirst();
  }
}
