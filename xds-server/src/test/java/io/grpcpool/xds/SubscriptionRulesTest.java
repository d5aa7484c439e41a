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

import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients ask for: rules R1, R2, R3, R5, R6, R8, R11, R12 and R14. */
@Timeout(90)
class SubscriptionRulesTest {

  @RegisterExtension final RunningServer xds = new RunningServer();

  @Test
  void r1AnswersTheFirstRequestThoughItsVersionIsTheCurrentOne() {
    xds.publish(cluster("a"));
    RawClient first = xds.connect();
    first.subscribe(CLUSTER, "a");
    String current = first.next(CLUSTER).getVersionInfo();

    RawClient returning = xds.connect();
    returning.send(RawClient.request(CLUSTER.typeUrl(), null, "a").setVersionInfo(current));

    DiscoveryResponse answer = returning.next(CLUSTER);
    assertThat(answer.getVersionInfo()).isEqualTo(current);
    assertThat(names(answer)).containsExactly("a");
  }

  @ParameterizedTest
  @EnumSource(ResourceType.class)
  void r1AnswersTheFirstRequestThoughNothingIsServed(ResourceType type) {
    RawClient client = xds.connect();

    client.subscribe(type, "nowhere");

    assertThat(client.next(type).getResourcesList()).isEmpty();
  }

  @Test
  void r1AnswersAgainAClientThatForgotTheAnswer() {
    xds.publish(endpoints("a", 1));
    RawClient client = xds.connect();
    client.subscribe(ENDPOINTS, "a");
    client.accept(ENDPOINTS, "a");
    client.untilFence();

    client.subscribe(ENDPOINTS, "a");

    assertThat(names(client.next(ENDPOINTS))).containsExactly("a");
  }

  @Test
  void r2AnswersAddedNames() {
    xds.publish(endpoints("a", 1), endpoints("b", 2));
    RawClient client = xds.connect();
    client.subscribe(ENDPOINTS, "a");
    DiscoveryResponse first = client.accept(ENDPOINTS, "a");

    client.ack(first, "a", "b");

    assertThat(names(client.next(ENDPOINTS))).containsExactly("b");
  }

  @ParameterizedTest
  @EnumSource(
      value = ResourceType.class,
      names = {"CLUSTER", "ENDPOINTS"})
  void r2AnswersNamesThatAreAddedAgainAtTheSameVersion(ResourceType type) {
    xds.publish(cluster("a"), cluster("b"), endpoints("a", 1), endpoints("b", 2));
    RawClient client = xds.connect();
    client.subscribe(type, "a", "b");
    DiscoveryResponse both = client.accept(type, "a", "b");
    client.ack(both, "a");

    client.ack(both, "a", "b");

    assertThat(names(client.next(type))).contains("b");
  }

  @Test
  void r3TakesNothingFromARequestWithAStaleNonce() {
    xds.publish(endpoints("a", 1), endpoints("b", 2));
    RawClient client = xds.connect();
    client.subscribe(ENDPOINTS, "a");
    DiscoveryResponse first = client.accept(ENDPOINTS, "a");
    xds.publish(endpoints("a", 3));
    DiscoveryResponse second = client.next(ENDPOINTS);

    client.ack(first, "a", "b");

    assertThat(client.untilFence()).isEmpty();
    client.ack(second, "a", "b");
    assertThat(names(client.next(ENDPOINTS))).containsExactly("b");
  }

  @Test
  void r3HoldsARequestWithoutNonceForOneThatCrossedTheResponse() {
    xds.publish(endpoints("a", 1), endpoints("b", 2));
    RawClient client = xds.connect();
    client.subscribe(ENDPOINTS, "a");
    DiscoveryResponse first = client.next(ENDPOINTS);

    client.subscribe(ENDPOINTS, "b");

    assertThat(client.untilFence()).isEmpty();
    client.ack(first, "a", "b");
    assertThat(names(client.next(ENDPOINTS))).containsExactly("b");
  }

  @ParameterizedTest
  @EnumSource(
      value = ResourceType.class,
      names = {"CLUSTER", "ENDPOINTS", "LISTENER"})
  void r5TakesAnEmptyListAsTheEndOfTheSubscriptionAndNotAsAWildcard(ResourceType type) {
    xds.publish(cluster("a"), endpoints("a", 1), listener("a", "a"), cluster("b"));
    RawClient client = xds.connect();
    client.subscribe(type, "a");
    DiscoveryResponse first = client.accept(type, "a");

    client.ack(first);
    client.untilFence();
    xds.publish(cluster("a", "new"), endpoints("a", 2), listener("a", "b"));

    assertThat(client.untilFence()).isEmpty();
    assertThat(xds.server().acknowledged(key(type, "a")).subscribers()).isZero();
  }

  @Test
  void r5AnswersAFirstEmptyListWithNothing() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();

    client.subscribe(CLUSTER);

    assertThat(client.next(CLUSTER).getResourcesList()).isEmpty();
  }

  @Test
  void r6KnowsTheNodeFromTheFirstMessageOfAnyType() {
    RawClient client = xds.connect();

    client.subscribe(ENDPOINTS, "a");
    client.accept(ENDPOINTS, "a");
    client.subscribe(LISTENER, "a");
    client.accept(LISTENER, "a");

    assertThat(xds.server().clients())
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.node()).isEqualTo("raw");
              assertThat(status.view().implementation()).isEqualTo(ClientImplementation.GO);
              assertThat(status.types()).hasSize(2);
            });
  }

  @ParameterizedTest
  @EnumSource(ResourceType.class)
  void r8LeavesOutAMissingNameAndAnswersTheRest(ResourceType type) {
    xds.publish(cluster("a"), endpoints("a", 1), listener("a", "a"), Resources.route("a", "a"));
    RawClient client = xds.connect();

    client.subscribe(type, "missing", "a");

    assertThat(names(client.next(type))).containsExactly("a");
  }

  @Test
  void r11CountsANameThatIsListedTwiceOnce() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();

    client.subscribe(CLUSTER, "a", "a");

    assertThat(names(client.next(CLUSTER))).containsExactly("a");
    assertThat(xds.server().acknowledged(key(CLUSTER, "a")).subscribers()).isOne();
  }

  @Test
  void r12IgnoresAnUnknownTypeAndServesTheOthers() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();

    client.send(RawClient.request("type.googleapis.com/envoy.config.unheard.v3.Of", null, "a"));
    client.subscribe(CLUSTER, "a");

    assertThat(names(client.next(CLUSTER))).containsExactly("a");
  }

  @Test
  void r14AnswersARequestForFewerResourcesThanAreServed() {
    xds.publish(cluster("a"), cluster("b"), cluster("c"));
    RawClient client = xds.connect();

    client.subscribe(CLUSTER, "b");

    assertThat(names(client.next(CLUSTER))).containsExactly("b");
  }
}
