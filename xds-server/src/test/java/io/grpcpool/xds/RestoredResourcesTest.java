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

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes and comes back is delivered, and a weight that goes and comes back is no outage. */
@Timeout(90)
class RestoredResourcesTest {

  private final ManualScheduler scheduler = new ManualScheduler();

  @RegisterExtension
  final RunningServer xds = new RunningServer(builder -> builder.scheduler(scheduler));

  @ParameterizedTest
  @ValueSource(strings = {"gRPC Java", "gRPC Go", "gRPC C-core", "gRPC Node", "somebody"})
  void aPolicyIsRemovedFromAndRestoredToClientsOfEachImplementation(String implementation) {
    policy();
    RawClient client =
        xds.connect(Node.newBuilder().setId("n").setUserAgentName(implementation).build());
    subscribeToAll(client);

    xds.remove(key(LISTENER, "a"), key(CLUSTER, "c"), key(ENDPOINTS, "c"));
    assertThat(client.accept(LISTENER, "a").getResourcesList()).isEmpty();
    scheduler.advance(Publisher.GRACE);
    assertThat(client.accept(CLUSTER, "c").getResourcesList()).isEmpty();
    client.untilFence();
    policy();

    assertThat(names(client.accept(CLUSTER, "c"))).containsExactly("c");
    assertThat(names(client.accept(ENDPOINTS, "c"))).containsExactly("c");
    assertThat(names(client.accept(LISTENER, "a"))).containsExactly("a");
  }

  @Test
  void aListenerThatIsRestoredBeforeItsRemovalIsAnsweredIsDelivered() {
    policy();
    RawClient client = xds.connect();
    subscribeToAll(client);
    xds.remove(key(LISTENER, "a"));
    DiscoveryResponse removal = client.next(LISTENER);

    policy();
    client.ack(removal, "a");

    assertThat(names(client.next(LISTENER))).containsExactly("a");
  }

  /** As Go and C-core do: they let go of a cluster without weight, and keep version and nonce. */
  @Test
  void aClusterIsAnsweredEachTimeThatItsWeightComesBack() {
    xds.publish(cluster("v1"), cluster("v2"), weights(100, 0));
    RawClient client = xds.connect();
    client.subscribe(LISTENER, "a");
    client.accept(LISTENER, "a");
    client.subscribe(CLUSTER, "v1");
    DiscoveryResponse clusters = client.accept(CLUSTER, "v1");

    for (int flip = 0; flip < 20; flip++) {
      boolean toSecond = flip % 2 == 0;
      xds.publish(toSecond ? weights(0, 100) : weights(100, 0));
      client.accept(LISTENER, "a");
      String wanted = toSecond ? "v2" : "v1";
      client.ack(clusters, wanted);
      clusters = client.next(CLUSTER);
      assertThat(names(clusters)).containsExactly(wanted);
      client.ack(clusters, wanted);
      client.untilFence();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ResourceType.class,
      names = {"CLUSTER", "ENDPOINTS"})
  void whoClearsTheVersionWhenItUnsubscribesIsAnsweredAgain(ResourceType type) {
    policy();
    RawClient client = xds.connect();
    client.subscribe(type, "c");
    DiscoveryResponse first = client.accept(type, "c");
    client.send(withoutVersion(first));
    client.untilFence();

    client.send(withoutVersion(first).addResourceNames("c"));

    assertThat(names(client.next(type))).containsExactly("c");
  }

  /** As Java does: it keeps the nonce and forgets the version. */
  private static DiscoveryRequest.Builder withoutVersion(DiscoveryResponse answered) {
    return DiscoveryRequest.newBuilder()
        .setTypeUrl(answered.getTypeUrl())
        .setResponseNonce(answered.getNonce());
  }

  private void policy() {
    xds.publish(cluster("c"), endpoints("c", 1), listener("a", "c"));
  }

  private static ServedResource weights(int first, int second) {
    return listener("a", Map.of("v1", first, "v2", second));
  }

  private static void subscribeToAll(RawClient client) {
    client.subscribe(LISTENER, "a");
    client.accept(LISTENER, "a");
    client.subscribe(CLUSTER, "c");
    client.accept(CLUSTER, "c");
    client.subscribe(ENDPOINTS, "c");
    client.accept(ENDPOINTS, "c");
    client.untilFence();
  }
}
