package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.ResourceType.ENDPOINTS;
import static io.grpcpool.xds.ResourceType.LISTENER;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.endpoints;
import static io.grpcpool.xds.Resources.key;
import static io.grpcpool.xds.Resources.listener;
import static io.grpcpool.xds.Resources.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Make before break: what is referred to comes first and goes last. */
@Timeout(90)
class PublisherOrderTest {

  private static final Duration MOMENT = Duration.ofMillis(AcknowledgementEvents.GATHER_MILLIS);

  private final ManualScheduler scheduler = new ManualScheduler();

  @RegisterExtension
  final RunningServer xds = new RunningServer(builder -> builder.scheduler(scheduler));

  @Test
  void sendsClustersThenEndpointsThenListenersWhateverTheOrderOfTheUpdate() {
    RawClient client = xds.connect();
    subscribeToAll(client, "a");

    xds.publish(listener("a", "a"), endpoints("a", 1), cluster("a"));

    assertThat(List.of(client.next(), client.next(), client.next()))
        .extracting(DiscoveryResponse::getTypeUrl)
        .containsExactly(CLUSTER.typeUrl(), ENDPOINTS.typeUrl(), LISTENER.typeUrl());
  }

  @Test
  void answersForANewClusterAsSoonAsTheListenerThatNamesItIsSent() {
    RawClient client = xds.connect();
    client.subscribe(LISTENER, "a");
    client.accept(LISTENER, "a");

    xds.publish(listener("a", "new"), endpoints("new", 1), cluster("new"));

    client.accept(LISTENER, "a");
    client.subscribe(CLUSTER, "new");
    assertThat(names(client.next(CLUSTER))).containsExactly("new");
    client.subscribe(ENDPOINTS, "new");
    assertThat(names(client.next(ENDPOINTS))).containsExactly("new");
  }

  @Test
  void keepsARemovedClusterUntilTheListenerWithoutItIsAcknowledgedAndItIsLetGo() {
    xds.publish(cluster("old"), endpoints("old", 1), cluster("new"), endpoints("new", 2));
    xds.publish(listener("a", "old"));
    RawClient client = xds.connect();
    subscribeToAll(client, "a", "old");

    replaceOldByNew();
    DiscoveryResponse withoutOld = client.next(LISTENER);
    pass(MOMENT);
    assertThat(isServed(CLUSTER, "old")).isTrue();
    client.ack(withoutOld, "a");
    client.untilFence();
    pass(MOMENT);
    assertThat(isServed(CLUSTER, "old")).isTrue();

    unsubscribeFromClusters(client);

    await().untilAsserted(() -> assertThatOldIsGone());
  }

  @Test
  void removesAClusterAfterTheGraceThoughAClientKeepsIt() {
    xds.publish(cluster("old"), endpoints("old", 1), listener("a", "old"));
    RawClient client = xds.connect();
    subscribeToAll(client, "a", "old");

    replaceOldByNew();
    client.accept(LISTENER, "a");
    pass(Publisher.GRACE.minusMillis(1));
    assertThat(isServed(CLUSTER, "old")).isTrue();
    pass(Duration.ofMillis(1));

    assertThat(client.next(CLUSTER).getResourcesList()).isEmpty();
    assertThatOldIsGone();
  }

  @Test
  void removesAtOnceWhatNobodyUses() {
    xds.publish(cluster("old"), endpoints("old", 1), listener("a", "old"));

    xds.remove(key(LISTENER, "a"), key(CLUSTER, "old"), key(ENDPOINTS, "old"));

    await().untilAsserted(() -> assertThatOldIsGone());
  }

  @Test
  void clientsDoNotNoticeAClusterThatIsRestoredWhileItStays() {
    xds.publish(cluster("old"), endpoints("old", 1), listener("a", "old"));
    RawClient client = xds.connect();
    subscribeToAll(client, "a", "old");

    xds.remove(key(CLUSTER, "old"), key(ENDPOINTS, "old"));
    xds.publish(cluster("old"), endpoints("old", 1));
    pass(Publisher.GRACE);

    assertThat(client.untilFence()).isEmpty();
    assertThat(isServed(CLUSTER, "old")).isTrue();
    assertThat(isServed(ENDPOINTS, "old")).isTrue();
  }

  @Test
  void sendsAWeightEditAtOnceThoughARemovalIsWaiting() {
    xds.publish(cluster("old"), endpoints("old", 1), listener("a", "old"));
    RawClient client = xds.connect();
    subscribeToAll(client, "a", "old");
    replaceOldByNew();
    client.accept(LISTENER, "a");
    client.untilFence();

    xds.publish(listener("a", Map.of("new", 9, "newer", 1)));

    assertThat(names(client.next(LISTENER))).containsExactly("a");
  }

  @Test
  void removesAListenerAtOnce() {
    xds.publish(listener("a", "old"), cluster("old"), endpoints("old", 1));
    RawClient client = xds.connect();
    subscribeToAll(client, "a", "old");

    xds.remove(key(LISTENER, "a"), key(CLUSTER, "old"), key(ENDPOINTS, "old"));

    assertThat(client.next(LISTENER).getResourcesList()).isEmpty();
    assertThat(isServed(CLUSTER, "old")).isTrue();
  }

  private void replaceOldByNew() {
    xds.server()
        .publish(
            new ResourceUpdate(
                List.of(listener("a", "new"), cluster("new"), endpoints("new", 2)),
                Set.of(key(CLUSTER, "old"), key(ENDPOINTS, "old"))));
  }

  private static void subscribeToAll(RawClient client, String listener, String... clusters) {
    client.subscribe(LISTENER, listener);
    client.accept(LISTENER, listener);
    String[] names = clusters.length == 0 ? new String[] {listener} : clusters;
    client.subscribe(CLUSTER, names);
    client.accept(CLUSTER, names);
    client.subscribe(ENDPOINTS, names);
    client.accept(ENDPOINTS, names);
    client.untilFence();
  }

  private void unsubscribeFromClusters(RawClient client) {
    String clusterNonce = "2";
    client.send(RawClient.request(CLUSTER.typeUrl(), null).setResponseNonce(clusterNonce));
    String endpointsNonce = "3";
    client.send(RawClient.request(ENDPOINTS.typeUrl(), null).setResponseNonce(endpointsNonce));
    client.untilFence();
  }

  private void pass(Duration time) {
    scheduler.advance(time);
  }

  private boolean isServed(ResourceType type, String name) {
    RawClient other = xds.connect();
    other.subscribe(type, name);
    boolean served = !other.next(type).getResourcesList().isEmpty();
    other.close();
    return served;
  }

  private void assertThatOldIsGone() {
    pass(MOMENT);
    assertThat(isServed(CLUSTER, "old")).isFalse();
    assertThat(isServed(ENDPOINTS, "old")).isFalse();
  }
}
