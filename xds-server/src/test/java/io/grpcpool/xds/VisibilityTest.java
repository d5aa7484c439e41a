package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.ResourceType.LISTENER;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.key;
import static io.grpcpool.xds.Resources.listener;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the server tells of its clients. */
@Timeout(90)
class VisibilityTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Set<ResourceKey> changed = ConcurrentHashMap.newKeySet();

  @RegisterExtension
  final RunningServer xds =
      new RunningServer(
          builder ->
              builder
                  .meters(meters)
                  .clock(InstantSource.fixed(NOW))
                  .acknowledgementListener(changed::addAll));

  @Test
  void showsWhoIsConnected() {
    RawClient client =
        xds.connect(
            Node.newBuilder()
                .setId("java~1")
                .setUserAgentName("gRPC Java")
                .setUserAgentVersion("1.85.1")
                .setLocality(Locality.newBuilder().setZone("b"))
                .build());
    client.subscribe(CLUSTER, "a");
    client.next(CLUSTER);

    ClientStatus status = xds.server().clients().get(0);

    assertThat(status.node()).isEqualTo("java~1");
    assertThat(status.view()).isEqualTo(new ClientView(ClientImplementation.JAVA, "b"));
    assertThat(status.userAgentVersion()).isEqualTo("1.85.1");
    assertThat(status.peer()).contains("127.0.0.1");
    assertThat(status.connectedSince()).isEqualTo(NOW);
    assertThat(meters.get("xds.streams").tag("client", "java").gauge().value()).isOne();
  }

  @Test
  void forgetsAClientThatLeft() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    client.next(CLUSTER);

    client.close();

    await().until(() -> xds.server().clients().isEmpty());
    assertThat(xds.server().acknowledged(key(CLUSTER, "a"))).isEqualTo(Acknowledgements.NONE);
    assertThat(meters.get("xds.streams").tag("client", "go").gauge().value()).isZero();
  }

  @Test
  void isStaleUntilTheAnswerAndThenSynced() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    DiscoveryResponse response = client.next(CLUSTER);
    assertThat(clusters().state()).isEqualTo(SyncState.STALE);
    assertThat(clusters().ackedVersion()).isNull();

    client.ack(response, "a");
    client.untilFence();

    assertThat(clusters().state()).isEqualTo(SyncState.SYNCED);
    assertThat(clusters().names()).containsExactly("a");
    assertThat(clusters().ackedVersion())
        .isEqualTo(response.getVersionInfo())
        .isEqualTo(clusters().sentVersion());
  }

  @Test
  void namesWhatIsMissing() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a", "b");
    client.accept(CLUSTER, "a", "b");
    client.untilFence();

    assertThat(clusters().state()).isEqualTo(SyncState.MISSING);
    assertThat(clusters().missing()).containsExactly("b");
    assertThat(meters.get("xds.missing.resources").gauge().value()).isEqualTo(2); // and the fence
  }

  @Test
  void showsARefusalInTheClientsWordsUntilSomethingElseIsAccepted() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    DiscoveryResponse refused = client.next(CLUSTER);
    client.nack(refused, "", "unsupported lb policy", "a");
    client.untilFence();

    assertThat(clusters().state()).isEqualTo(SyncState.ERROR);
    assertThat(clusters().error()).isEqualTo("unsupported lb policy");
    assertThat(xds.server().acknowledged(key(CLUSTER, "a")).refusals())
        .containsExactly(
            new Refusal("raw", refused.getVersionInfo(), "unsupported lb policy", NOW));

    xds.publish(cluster("a", "better"));
    client.accept(CLUSTER, "a");
    client.untilFence();
    assertThat(clusters().state()).isEqualTo(SyncState.SYNCED);
    assertThat(clusters().error()).isNull();
    assertThat(xds.server().acknowledged(key(CLUSTER, "a")).complete()).isTrue();
  }

  @Test
  void doesNotBlameAResourceThatWasAcceptedBefore() {
    xds.publish(cluster("good"));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "good", "bad");
    client.accept(CLUSTER, "good", "bad");
    client.untilFence();

    xds.publish(cluster("bad"));
    client.nack(client.next(CLUSTER), "", "bad is bad", "good", "bad");
    client.untilFence();

    assertThat(xds.server().acknowledged(key(CLUSTER, "good")).refused()).isZero();
    assertThat(xds.server().acknowledged(key(CLUSTER, "bad")).refused()).isOne();
  }

  @Test
  void countsAcknowledgementsOfWhatIsServedNow() {
    xds.publish(listener("a", Map.of("v1", 9, "v2", 1)));
    RawClient quick = xds.connect();
    quick.subscribe(LISTENER, "a");
    quick.accept(LISTENER, "a");
    quick.untilFence();
    RawClient slow = xds.connect();
    slow.subscribe(LISTENER, "a");
    slow.accept(LISTENER, "a");
    slow.untilFence();

    xds.publish(listener("a", Map.of("v1", 5, "v2", 5)));
    quick.accept(LISTENER, "a");
    quick.untilFence();
    DiscoveryResponse late = slow.next(LISTENER);

    assertThat(xds.server().acknowledged(key(LISTENER, "a")))
        .isEqualTo(new Acknowledgements(2, 1, 0, List.of()));
    slow.ack(late, "a");
    slow.untilFence();
    assertThat(xds.server().acknowledged(key(LISTENER, "a")).complete()).isTrue();
  }

  @Test
  void tellsWhoseCountsChanged() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");

    await().until(() -> changed.contains(key(CLUSTER, "a")));
  }

  @Test
  void measuresTheTimeFromPublicationToAcknowledgement() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    client.accept(CLUSTER, "a");
    client.untilFence();
    assertThat(meters.get("xds.convergence").tag("type", "Cluster").timer().count()).isZero();

    xds.publish(cluster("a", "new"));
    client.accept(CLUSTER, "a");
    client.untilFence();

    assertThat(meters.get("xds.convergence").tag("type", "Cluster").timer().count()).isOne();
  }

  private TypeStatus clusters() {
    return xds.server().clients().stream()
        .flatMap(client -> client.types().stream())
        .filter(type -> type.type() == CLUSTER)
        .findFirst()
        .orElseThrow();
  }
}
