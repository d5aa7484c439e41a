package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.ResourceType.ENDPOINTS;
import static io.grpcpool.xds.ResourceType.LISTENER;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.endpoints;
import static io.grpcpool.xds.Resources.key;
import static io.grpcpool.xds.Resources.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.load_stats.v3.LoadReportingServiceGrpc;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsRequest;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsResponse;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.grpcpool.xds.identity.Audience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one may not see does not exist for it. */
@Timeout(120)
class VisibleResourcesTest {

  private static final Audience SHOP = Audience.of(List.of("shop"));
  private static final Audience BANK = Audience.of(List.of("bank"));
  private static final Audience BOTH = Audience.of(List.of("shop", "bank"));

  private SecureServer xds;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    xds = new SecureServer(folder, null);
  }

  @AfterEach
  void end() {
    xds.close();
  }

  private RawClient connectFrom(String namespace) throws Exception {
    return xds.connectAs("uri:spiffe://example.org/ns/" + namespace + "/sa/web");
  }

  @Test
  void showsAClusterToThoseWhomItAdmits() throws Exception {
    xds.publish(cluster("a").visibleTo(SHOP));
    RawClient client = connectFrom("shop");

    client.subscribe(CLUSTER, "a");

    assertThat(names(client.next(CLUSTER))).containsExactly("a");
  }

  @Test
  void answersForAForbiddenNameAsForAnUnknownOne() throws Exception {
    xds.publish(cluster("forbidden").visibleTo(BANK));
    RawClient one = connectFrom("shop");
    RawClient other = connectFrom("shop");

    one.subscribe(CLUSTER, "forbidden");
    other.subscribe(CLUSTER, "unknown");

    DiscoveryResponse forbidden = one.next(CLUSTER);
    assertThat(forbidden).isEqualTo(other.next(CLUSTER));
    assertThat(forbidden.getResourcesList()).isEmpty();
  }

  @Test
  void hidesEndpointsToo() throws Exception {
    xds.publish(endpoints("a", 1).visibleTo(BANK), endpoints("b", 1));
    RawClient client = connectFrom("shop");

    client.subscribe(ENDPOINTS, "a", "b");

    assertThat(names(client.next(ENDPOINTS))).containsExactly("b");
  }

  @Test
  void hidesListenersToo() throws Exception {
    xds.publish(Resources.listener("a", "c").visibleTo(BANK), Resources.listener("b", "c"));
    RawClient client = connectFrom("shop");

    client.subscribe(LISTENER, "a", "b");

    assertThat(names(client.next(LISTENER))).containsExactly("b");
  }

  @Test
  void showsAnOpenStreamWhatBeginsToAdmitIt() throws Exception {
    xds.publish(cluster("a").visibleTo(BANK));
    RawClient client = connectFrom("shop");
    client.subscribe(CLUSTER, "a");
    client.accept(CLUSTER, "a");

    xds.publish(cluster("a").visibleTo(BOTH));

    assertThat(names(client.next(CLUSTER))).containsExactly("a");
  }

  @Test
  void takesFromAnOpenStreamWhatNoLongerAdmitsIt() throws Exception {
    xds.publish(cluster("a").visibleTo(BOTH));
    RawClient client = connectFrom("shop");
    client.subscribe(CLUSTER, "a");
    client.accept(CLUSTER, "a");

    xds.publish(cluster("a").visibleTo(BANK));

    assertThat(names(client.next(CLUSTER))).isEmpty();
  }

  @Test
  void tellsNobodyForWhomNothingChanged() throws Exception {
    xds.publish(cluster("a").visibleTo(SHOP));
    RawClient client = connectFrom("shop");
    client.subscribe(CLUSTER, "a");
    client.accept(CLUSTER, "a");

    xds.publish(cluster("a").visibleTo(BOTH));

    assertThat(client.untilFence()).isEmpty();
  }

  @Test
  void countsNobodyForWhomItDoesNotExist() throws Exception {
    xds.publish(cluster("a").visibleTo(BANK));
    RawClient client = connectFrom("shop");
    client.subscribe(CLUSTER, "a");
    client.accept(CLUSTER, "a");
    client.untilFence();

    Acknowledgements hidden = xds.server.acknowledged(key(CLUSTER, "a"));
    xds.publish(cluster("a").visibleTo(BOTH));
    client.accept(CLUSTER, "a");
    client.untilFence();

    assertThat(hidden).isEqualTo(Acknowledgements.NONE);
    assertThat(xds.server.acknowledged(key(CLUSTER, "a")))
        .isEqualTo(new Acknowledgements(1, 1, 0, List.of()));
  }

  @Test
  void countsAClientNoMoreFromWhichItIsTaken() throws Exception {
    xds.publish(cluster("a").visibleTo(BOTH));
    RawClient client = connectFrom("shop");
    client.subscribe(CLUSTER, "a");
    client.accept(CLUSTER, "a");

    xds.publish(cluster("a").visibleTo(BANK));
    client.next(CLUSTER);

    assertThat(xds.server.acknowledged(key(CLUSTER, "a"))).isEqualTo(Acknowledgements.NONE);
  }

  @Test
  void showsWhoHasProvedNothingOnlyWhatIsForEveryone() {
    xds.publish(cluster("a").visibleTo(SHOP), cluster("b"));
    RawClient client = xds.connectInPlaintext();

    client.subscribe(CLUSTER, "a", "b");

    assertThat(names(client.next(CLUSTER))).containsExactly("b");
  }

  @Test
  void asksForTheLoadOfNoClusterThatIsHidden() throws Exception {
    xds.publish(cluster("a").visibleTo(SHOP), cluster("b").visibleTo(BANK));
    ManagedChannel channel =
        xds.channel(
            xds.clients.issue(Duration.ofHours(1), "uri:spiffe://example.org/ns/shop/sa/web"));
    CompletableFuture<LoadStatsResponse> asked = new CompletableFuture<>();

    LoadReportingServiceGrpc.newStub(channel)
        .streamLoadStats(new First<>(asked))
        .onNext(LoadStatsRequest.newBuilder().setNode(Node.getDefaultInstance()).build());

    assertThat(asked.get(30, TimeUnit.SECONDS).getClustersList()).containsExactly("a");
    channel.shutdownNow();
  }

  private record First<T>(CompletableFuture<T> value) implements StreamObserver<T> {

    @Override
    public void onNext(T message) {
      value.complete(message);
    }

    @Override
    public void onError(Throwable t) {
      value.completeExceptionally(t);
    }

    @Override
    public void onCompleted() {
      value.cancel(false);
    }
  }
}
