package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.ResourceType.ENDPOINTS;
import static io.grpcpool.xds.ResourceType.LISTENER;
import static io.grpcpool.xds.ResourceType.ROUTE_CONFIGURATION;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.endpoints;
import static io.grpcpool.xds.Resources.listener;
import static io.grpcpool.xds.Resources.names;
import static io.grpcpool.xds.Resources.route;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the server sends and when: rules R4, R7, R9, R10 and R13. */
@Timeout(90)
class AnswerRulesTest {

  @RegisterExtension final RunningServer xds = new RunningServer();

  @Test
  void r4SendsWhatWasRefusedOnlyAgainWhenItChanges() {
    xds.publish(endpoints("a", 1));
    RawClient client = xds.connect();
    client.subscribe(ENDPOINTS, "a");
    DiscoveryResponse first = client.next(ENDPOINTS);

    client.nack(first, "", "no such port", "a");
    xds.publish(endpoints("a", 1));

    assertThat(client.untilFence()).isEmpty();
    xds.publish(endpoints("a", 2));
    assertThat(client.next(ENDPOINTS).getVersionInfo()).isNotEqualTo(first.getVersionInfo());
  }

  @Test
  void r4TakesANackThatEchoesTheRefusedVersionForANack() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    DiscoveryResponse first = client.next(CLUSTER);

    client.nack(first, first.getVersionInfo(), "unsupported", "a");

    assertThat(client.untilFence()).isEmpty();
    assertThat(xds.server().acknowledged(new ResourceKey(CLUSTER, "a")).refused()).isOne();
  }

  @Test
  void r4ReturnsToTheAcceptedContentAfterARefusal() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    DiscoveryResponse good = client.accept(CLUSTER, "a");
    client.untilFence();
    xds.publish(cluster("a", "bad"));
    client.nack(client.next(CLUSTER), good.getVersionInfo(), "unsupported", "a");
    client.untilFence();

    xds.publish(cluster("a"));

    assertThat(client.next(CLUSTER).getVersionInfo()).isEqualTo(good.getVersionInfo());
  }

  @ParameterizedTest
  @EnumSource(
      value = ResourceType.class,
      names = {"CLUSTER", "LISTENER"})
  void r7SendsAllSubscribedListenersAndClustersWhenOneChanges(ResourceType type) {
    xds.publish(cluster("a"), cluster("b"), listener("a", "a"), listener("b", "b"));
    RawClient client = xds.connect();
    client.subscribe(type, "b", "a");
    client.accept(type, "a", "b");
    client.untilFence();

    xds.publish(cluster("a", "new"), listener("a", "b"));

    assertThat(names(client.next(type))).containsExactly("a", "b");
  }

  @Test
  void r7LeavesOutARemovedListenerAndSendsTheOthers() {
    xds.publish(listener("a", "a"), listener("b", "b"));
    RawClient client = xds.connect();
    client.subscribe(LISTENER, "a", "b");
    client.accept(LISTENER, "a", "b");
    client.untilFence();

    xds.remove(new ResourceKey(LISTENER, "a"));

    assertThat(names(client.next(LISTENER))).containsExactly("b");
  }

  @Test
  void r7SendsOnlyEndpointsThatChanged() {
    xds.publish(endpoints("a", 1), endpoints("b", 1));
    RawClient client = xds.connect();
    client.subscribe(ENDPOINTS, "a", "b");
    client.accept(ENDPOINTS, "a", "b");
    client.untilFence();

    xds.publish(endpoints("b", 2));

    assertThat(names(client.next(ENDPOINTS))).containsExactly("b");
  }

  @Test
  void r7SendsOnlyRoutesThatChanged() {
    xds.publish(route("a", "a"), route("b", "b"));
    RawClient client = xds.connect();
    client.subscribe(ROUTE_CONFIGURATION, "a", "b");
    client.accept(ROUTE_CONFIGURATION, "a", "b");

    xds.publish(route("b", "a"));

    assertThat(names(client.next(ROUTE_CONFIGURATION))).containsExactly("b");
  }

  @Test
  void r7SendsEmptyEndpointsAsAnAssignmentWithoutEntries() throws Exception {
    xds.publish(endpoints("a"));
    RawClient client = xds.connect();

    client.subscribe(ENDPOINTS, "a");

    assertThat(names(client.next(ENDPOINTS))).containsExactly("a");
  }

  @ParameterizedTest
  @EnumSource(ResourceType.class)
  void r9NeverWrapsAResource(ResourceType type) {
    xds.publish(cluster("a"), endpoints("a", 1), listener("a", "a"), route("a", "a"));
    RawClient client = xds.connect();

    client.subscribe(type, "a");

    assertThat(client.next(type).getResourcesList())
        .extracting(Any::getTypeUrl)
        .containsExactly(type.typeUrl());
  }

  @Test
  void r10WaitsForTheAnswerAndThenSendsTheLatestAlone() {
    xds.publish(endpoints("a", 1));
    RawClient client = xds.connect();
    client.subscribe(ENDPOINTS, "a");
    DiscoveryResponse first = client.next(ENDPOINTS);

    IntStream.rangeClosed(2, 50).forEach(port -> xds.publish(endpoints("a", port)));

    assertThat(client.untilFence()).isEmpty();
    client.ack(first, "a");
    DiscoveryResponse second = client.accept(ENDPOINTS, "a");
    assertThat(second.getResources(0).toByteString())
        .isEqualTo(firstAnswerOfANewClient().getResources(0).toByteString());
    assertThat(client.untilFence()).isEmpty();
  }

  private DiscoveryResponse firstAnswerOfANewClient() {
    RawClient other = xds.connect();
    other.subscribe(ENDPOINTS, "a");
    return other.next(ENDPOINTS);
  }

  @Test
  void r10LetsOneTypeWaitWithoutTheOthers() {
    xds.publish(endpoints("a", 1), cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(ENDPOINTS, "a");
    client.next(ENDPOINTS);

    client.subscribe(CLUSTER, "a");

    assertThat(names(client.next(CLUSTER))).containsExactly("a");
  }

  @Test
  void r10SendsNothingWhenAChangeWasTakenBackMeanwhile() {
    xds.publish(endpoints("a", 1));
    RawClient client = xds.connect();
    client.subscribe(ENDPOINTS, "a");
    DiscoveryResponse first = client.next(ENDPOINTS);

    xds.publish(endpoints("a", 2));
    xds.publish(endpoints("a", 1));
    client.ack(first, "a");

    assertThat(client.untilFence()).isEmpty();
  }

  @Test
  void r13KeepsTheStreamThroughRefusalsStaleNoncesAndUnknownTypes() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    DiscoveryResponse first = client.next(CLUSTER);

    client.nack(first, "", "unsupported", "a");
    client.send(RawClient.request(CLUSTER.typeUrl(), null, "a").setResponseNonce("never sent"));
    client.send(RawClient.request("", null));

    assertThat(client.untilFence()).isEmpty();
    assertThat(client.isOpen()).isTrue();
  }

  @Test
  void sendsNothingForAnUpsertOfTheSameBytes() {
    xds.publish(endpoints("a", 1), cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(ENDPOINTS, "a");
    client.accept(ENDPOINTS, "a");
    client.untilFence();

    xds.publish(endpoints("a", 1), cluster("a"));

    assertThat(client.untilFence()).isEmpty();
  }

  @Test
  void restoresARemovedListenerThoughItsBytesAreTheOldOnes() {
    xds.publish(listener("a", "a"));
    RawClient client = xds.connect();
    client.subscribe(LISTENER, "a");
    client.accept(LISTENER, "a");
    client.untilFence();
    xds.remove(new ResourceKey(LISTENER, "a"));
    assertThat(client.accept(LISTENER, "a").getResourcesList()).isEmpty();
    client.untilFence();

    xds.publish(listener("a", "a"));

    assertThat(names(client.next(LISTENER))).containsExactly("a");
  }
}
