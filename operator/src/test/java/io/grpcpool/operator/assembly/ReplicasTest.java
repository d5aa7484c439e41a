package io.grpcpool.operator.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.operator.http.stats.Stats.CountStats;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.cut.TrackCap;
import io.grpcpool.xds.peer.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three replicas in one process, each with its own sockets, and real clients spread over them. */
@Timeout(240)
class ReplicasTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final TrackCap CANARY_OFF = new TrackCap("default/shop/version=fresh", 10, 0);

  @TempDir Path policies;
  @TempDir Path state;

  private NamedBackend old;
  private NamedBackend fresh;
  private ReplicaSet replicas;

  @BeforeEach
  void start() throws IOException {
    old = new NamedBackend("old");
    fresh = new NamedBackend("fresh");
    new CanaryPolicy(old, fresh).write(policies, 90, 10);
    replicas = new ReplicaSet(policies, state, 3);
    await()
        .atMost(SOON)
        .until(() -> IntStream.range(0, 3).allMatch(i -> replicas.serves(i) && heardAll(i)));
  }

  private boolean heardAll(int replica) {
    return replicas.heardBy(replica) == 2;
  }

  @AfterEach
  void stop() throws IOException {
    replicas.close();
    old.close();
    fresh.close();
  }

  private XdsChannel client(int replica) {
    XdsChannel client = new XdsChannel(replicas.xdsPort(replica), "shop");
    client.ask();
    return client;
  }

  private void awaitClients(int replica, int connected) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(replicas.policy(replica).clients())
                    .isEqualTo(new CountStats(connected, connected, 0)));
  }

  @Test
  void oneLeadsAndEachOfTheOthersServesTheSame() {
    await().atMost(SOON).until(() -> replicas.stats(0).leader());

    assertThat(List.of(replicas.stats(1).leader(), replicas.stats(2).leader())).containsOnly(false);
    assertThat(replicas.shares(1)).isEqualTo(replicas.shares(0));
    assertThat(replicas.shares(2)).isEqualTo(replicas.shares(0));
  }

  @Test
  void anotherWritesStatusWhenTheLeaderHasGone() throws IOException {
    await().atMost(SOON).until(() -> replicas.stats(0).leader());

    replicas.stop(0);

    await().atMost(SOON).until(() -> replicas.stats(1).leader() != replicas.stats(2).leader());
  }

  @Test
  void everyReplicaCountsTheClientsAndTheCallsOfAll() {
    try (XdsChannel a = client(0);
        XdsChannel b = client(1);
        XdsChannel c = client(2)) {
      IntStream.range(0, 10).forEach(i -> List.of(a, b, c).forEach(XdsChannel::ask));

      awaitClients(0, 3);
      awaitClients(1, 3);
      awaitClients(2, 3);
      // Clients report their load every ten seconds.
      await().atMost(SOON).until(() -> succeeded(1) == 33);
      assertThat(replicas.policy(1).conditions())
          .filteredOn(condition -> "XdsSynced".equals(condition.type()))
          .singleElement()
          .satisfies(condition -> assertThat(condition.message()).startsWith("3/3 clients"));
    }
  }

  private long succeeded(int replica) {
    return replicas.policy(replica).tracks().stream()
        .mapToLong(track -> track.load().succeeded())
        .sum();
  }

  @Test
  void theClientsOfAKilledReplicaMoveAndKeepWhatTheyHave() throws IOException {
    try (TcpProxy service = new TcpProxy(replicas.xdsPort(1));
        XdsChannel client = new XdsChannel(service.port(), "shop")) {
      client.ask();
      awaitClients(0, 1);
      int connections = old.connections() + fresh.connections();
      List<String> versions = ackedVersions(1);

      service.leadTo(List.of(replicas.xdsPort(0)));
      replicas.wayTo(1).leadTo(List.of());
      replicas.wayTo(1).breakConnections();
      service.breakConnections();

      await().atMost(SOON).until(() -> ackedVersions(0).equals(versions));
      await().atMost(SOON).until(() -> noLongerCounts(0, 1));
      awaitClients(0, 1);
      awaitClients(2, 1);
      assertThat(client.ask()).isIn("old", "fresh");
      assertThat(old.connections() + fresh.connections()).isEqualTo(connections);
    }
  }

  /**
   * What the clients of a replica have acknowledged. Without endpoints: their version is of those
   * that were sent together, which a client asks for one by one or, when it comes back, at once.
   */
  private List<String> ackedVersions(int replica) {
    return replicas.stats(replica).clients().stream()
        .flatMap(client -> client.types().stream())
        .filter(type -> List.of("Listener", "Cluster").contains(type.type()))
        .map(type -> type.type() + "=" + type.ackedVersion())
        .sorted()
        .toList();
  }

  @Test
  void aCutOfOneReplicaIsServedByAllWithinASecond() {
    replicas.get(2).cuts().cut(new PolicyId("default", "shop"), CANARY_OFF);

    await()
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                IntStream.range(0, 3).allMatch(i -> replicas.shares(i).equals(List.of(10_000, 0))));
  }

  @Test
  void aCutOutlivesTheReplicaThatDecidedItAndEndsWithAnEdit() throws IOException {
    replicas.get(2).cuts().cut(new PolicyId("default", "shop"), CANARY_OFF);
    await().atMost(SOON).until(() -> replicas.shares(0).equals(List.of(10_000, 0)));

    replicas.stop(2);
    await().atMost(SOON).until(() -> noLongerCounts(0, 1));
    assertThat(replicas.shares(0)).containsExactly(10_000, 0);

    Path policy = policies.resolve("shop.yaml");
    Files.writeString(policy, Files.readString(policy).replace("weight: 10}", "weight: 30}"));
    await().atMost(SOON).until(() -> replicas.shares(0).equals(List.of(7_500, 2_500)));
    await().atMost(SOON).until(() -> replicas.shares(1).equals(List.of(7_500, 2_500)));
  }

  /** Whether exactly this many of a replica's peers do not count any more. */
  private boolean noLongerCounts(int replica, int lost) {
    return replicas.stats(replica).peers().stream().filter(p -> p.replica().isEmpty()).count()
        == lost;
  }

  @Test
  void theClientsOfAReplicaThatIsCutOffCountForTenSecondsAndAreServedOn() {
    try (XdsChannel a = client(0);
        XdsChannel b = client(1)) {
      awaitClients(0, 2);

      replicas.wayTo(1).stopForwarding();

      awaitClients(0, 1);
      assertThat(noLongerCounts(0, 1)).isTrue();
      assertThat(b.ask()).isIn("old", "fresh");
      awaitClients(1, 2);

      replicas.wayTo(1).forwardAgain();
      awaitClients(0, 2);
      assertThat(a.ask()).isIn("old", "fresh");
    }
  }
}
