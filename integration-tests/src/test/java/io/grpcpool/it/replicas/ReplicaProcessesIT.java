package io.grpcpool.it.replicas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.demo.fleet.PolicyDraft;
import io.grpcpool.it.support.CountingBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three replicas as users run them, and three applications under load, at first one at each. Each
 * replica has the same policies in a folder of its own.
 */
@Timeout(240)
class ReplicaProcessesIT {
  static final String POLICY =
      """
      apiVersion: grpcpool.io/v1alpha1
      kind: GrpcPoolPolicy
      metadata: {name: %1$s}
      spec:
        discovery: {static: {endpoints: [{address: 127.0.0.1, port: %2$d}]}}
        tracks: [{name: main}]
        pool: {connectionsPerEndpoint: {initial: 2, min: 2, max: 2}}
      """;

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SERVED = PolicyDraft.TARGET;
  private static final List<Map<String, Long>> NONE = List.of(Map.of(), Map.of(), Map.of());

  @TempDir static Path folder;

  private static CountingBackend backend;
  private static ReplicaProcesses replicas;
  private static LoadClients clients;

  @BeforeAll
  static void start() throws Exception {
    backend = new CountingBackend();
    replicas = new ReplicaProcesses(folder, 3);
    clients = new LoadClients(folder);
    replicas.putPolicy(SERVED, POLICY.formatted(SERVED, backend.port()));
    replicas.startAll();
    clients.start("client-0", replicas.xdsPortsFrom(0));
    clients.start("client-1", replicas.xdsPortsFrom(1));
    clients.start("client-2", replicas.xdsPortsFrom(2));
    await().atMost(SOON).until(() -> backend.connections() == 6);
    assertThat(replicas.ownClients()).containsExactly(1L, 1L, 1L);
  }

  @BeforeEach
  void allAreUpAndCountAll() {
    replicas.startAll();
    awaitClients(3, 3, 3);
  }

  @AfterAll
  static void stop() throws Exception {
    clients.close();
    replicas.close();
    backend.close();
  }

  private static void awaitClients(Integer... counts) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(replicas.clients(SERVED)).containsExactly(counts));
  }

  @Test
  void allServeTheSameVersionsInWhateverOrderTheirPoliciesCame() throws Exception {
    replicas.putPoliciesInTurn(0, "cart", "mail", "shop");
    replicas.putPoliciesInTurn(1, "shop", "cart", "mail");
    replicas.putPoliciesInTurn(2, "mail", "shop", "cart");

    assertThat(replicas.get(0).versions())
        .isNotEmpty()
        .isEqualTo(replicas.get(1).versions())
        .isEqualTo(replicas.get(2).versions());
  }

  @Test
  void aKilledReplicaCostsNoCallAndItsClientsCountWhereTheyMove() {
    int opened = backend.opened();

    replicas.get(1).kill();

    await()
        .atMost(Duration.ofSeconds(25))
        .untilAsserted(
            () -> {
              assertThat(replicas.get(0).lost()).isOne();
              assertThat(replicas.get(0).clients(SERVED)).isEqualTo(3);
              assertThat(replicas.get(2).clients(SERVED)).isEqualTo(3);
            });
    clients.awaitCalls();
    assertThat(clients.failures()).isEqualTo(NONE);
    assertThat(backend.opened()).isEqualTo(opened);
  }

  @Test
  void aRollingRestartCostsNoCallAndNothingIsAppliedAgain() {
    Map<String, String> versions = replicas.get(0).versions();
    int opened = backend.opened();

    replicas.rollingRestart();

    clients.awaitCalls();
    assertThat(clients.failures()).isEqualTo(NONE);
    assertThat(replicas.get(0).versions()).isEqualTo(versions);
    assertThat(replicas.get(1).versions()).isEqualTo(versions);
    assertThat(replicas.get(2).versions()).isEqualTo(versions);
    assertThat(backend.opened()).isEqualTo(opened);
  }

  @Test
  void replicasThatDoNotHearEachOtherServeOnAndCountTheirOwn() {
    Integer[] own = replicas.ownClients().stream().map(Long::intValue).toArray(Integer[]::new);

    replicas.partition();

    awaitClients(own);
    clients.awaitCalls();
    assertThat(clients.failures()).isEqualTo(NONE);
    replicas.heal();
    awaitClients(3, 3, 3);
  }
}
