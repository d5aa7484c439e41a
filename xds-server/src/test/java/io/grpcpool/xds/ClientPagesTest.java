package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.ResourceType.LISTENER;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.listener;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.envoyproxy.envoy.config.core.v3.Node;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Looking at many clients and resources a page at a time. */
@Timeout(90)
class ClientPagesTest {

  private static final Predicate<String> ANY = id -> true;

  @RegisterExtension final RunningServer xds = new RunningServer();

  @Test
  void givesEachClientOnOnePageInTheOrderOfTheirArrival() {
    List.of("a", "b", "c", "d", "e").forEach(this::subscribedToClusterA);

    ClientPage first = page(new ClientQuery(ANY, Set.of(), false, 0, 2));
    ClientPage second = page(new ClientQuery(ANY, Set.of(), false, first.next(), 2));
    ClientPage last = page(new ClientQuery(ANY, Set.of(), false, second.next(), 2));

    assertThat(nodes(first)).containsExactly("a", "b");
    assertThat(nodes(second)).containsExactly("c", "d");
    assertThat(nodes(last)).containsExactly("e");
    assertThat(last.next()).isNull();
    assertThat(first.matching()).isEqualTo(5);
  }

  @Test
  void findsClientsByNode() {
    List.of("web-1", "job-1").forEach(this::subscribedToClusterA);

    assertThat(nodes(page(new ClientQuery(id -> id.contains("job"), Set.of(), false, 0, 10))))
        .containsExactly("job-1");
  }

  @Test
  void findsClientsByTheNameOfAResourceOrWhatItsNameBeginsWith() {
    subscribed("listening", LISTENER, "shop");
    subscribed("calling", CLUSTER, "default/shop/version=1");
    subscribed("other", CLUSTER, "default/shopping/all");

    Set<String> policy = Set.of("default/shop", "shop");

    assertThat(nodes(page(new ClientQuery(ANY, policy, false, 0, 10))))
        .containsExactly("listening", "calling");
  }

  @Test
  void findsClientsThatRefuseSomething() {
    xds.publish(cluster("a"));
    subscribedToClusterA("content");
    RawClient refusing = xds.connect(Node.newBuilder().setId("refusing").build());
    refusing.subscribe(CLUSTER, "a");
    refusing.nack(refusing.next(CLUSTER), "", "no", "a");
    refusing.untilFence();

    assertThat(nodes(page(new ClientQuery(ANY, Set.of(), true, 0, 10))))
        .containsExactly("refusing");
  }

  @Test
  void refusesAPageOfMoreThanAThousand() {
    assertThatThrownBy(() -> new ClientQuery(ANY, Set.of(), false, 0, 1_001))
        .hasMessage("limit is 1001; allowed: 1 to 1000");
  }

  @Test
  void givesResourcesByTypeAndNameAPageAtATime() {
    xds.publish(cluster("a"), cluster("b"), listener("a", "a"));
    subscribedToClusterA("somebody");

    ResourcePage first = xds.server().resources(new ResourceQuery(Set.of(), "", 2));
    ResourcePage last = xds.server().resources(new ResourceQuery(Set.of(), first.next(), 2));

    assertThat(first.resources())
        .extracting(resource -> resource.key().toString())
        .containsExactly("Cluster/a", "Cluster/b");
    assertThat(first.resources().get(0).acknowledgements().subscribers()).isOne();
    assertThat(first.matching()).isEqualTo(3);
    assertThat(last.resources()).extracting(r -> r.key().type()).containsExactly(LISTENER);
    assertThat(last.next()).isNull();
  }

  private ClientPage page(ClientQuery query) {
    return xds.server().clients(query).join();
  }

  private static List<String> nodes(ClientPage page) {
    return page.clients().stream().map(ClientStatus::node).toList();
  }

  private void subscribedToClusterA(String node) {
    subscribed(node, CLUSTER, "a");
  }

  private void subscribed(String node, ResourceType type, String name) {
    RawClient client = xds.connect(Node.newBuilder().setId(node).build());
    client.subscribe(type, name);
    client.next(type);
  }
}
