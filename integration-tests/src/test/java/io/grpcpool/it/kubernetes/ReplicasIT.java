package io.grpcpool.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpcpool.it.support.ControlPlane;
import io.grpcpool.it.support.LowPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas: both serve, one of them writes status, which counts the clients of both, and the
 * other takes over.
 */
@Timeout(180)
class ReplicasIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Installation first;
  private ControlPlane second;

  @BeforeEach
  void install() throws IOException {
    int firstPort = LowPort.find();
    int secondPort = LowPort.find();
    first = Installation.start(folder, environment("first", firstPort, secondPort));
    await().atMost(SOON).until(() -> isLeader(first.controlPlane()));
    second =
        Installation.controlPlane(
            first.api(),
            Files.createDirectory(folder.resolve("second")),
            Installation.NAMESPACE,
            environment("second", secondPort, firstPort));
  }

  private static Map<String, String> environment(String name, int own, int other) {
    return Map.of(
        "GRPCPOOL_INSTANCE",
        name,
        "GRPCPOOL_PEERS",
        "127.0.0.1:" + other,
        "GRPCPOOL_PEERS_ADDRESS",
        "127.0.0.1",
        "GRPCPOOL_PEERS_PORT",
        String.valueOf(own),
        "GRPCPOOL_PEERS_PLAINTEXT",
        "true");
  }

  @AfterEach
  void remove() {
    second.close();
    first.close();
  }

  @Test
  void theReplicaThatDoesNotLeadServesTheSame() throws IOException {
    first.kubectl().apply(Policies.split("both", 90, 10));
    first.kubectl().run("wait", "--for=condition=Ready", "gpp/both", "--timeout=30s");

    await().atMost(SOON).until(() -> tracks(second).size() == 2);

    assertThat(tracks(second)).isEqualTo(tracks(first.controlPlane()));
    assertThat(isLeader(second)).isFalse();
  }

  @Test
  void theOtherWritesStatusWhenTheLeaderHasGone() throws IOException {
    first.kubectl().apply(Policies.split("handed", 90, 10));
    first.kubectl().run("wait", "--for=condition=Ready", "gpp/handed", "--timeout=30s");

    first.controlPlane().close();
    first.kubectl().apply(Policies.split("handed", 50, 50));

    await()
        .atMost(SOON)
        .until(
            () ->
                first
                    .kubectl()
                    .run("get", "gpp/handed", "-o", "jsonpath={.status.summary.weight}")
                    .equals("50/50"));
    assertThat(isLeader(second)).isTrue();
  }

  @Test
  void theLeaderCountsTheClientsOfTheOther() throws IOException {
    first.kubectl().apply(Policies.split("counted", 90, 10));
    first.kubectl().run("wait", "--for=condition=Ready", "gpp/counted", "--timeout=30s");

    try (WatchingClient client = new WatchingClient(second.xds(), "counted")) {
      client.subscribe();

      await().atMost(SOON).until(() -> clients("counted").equals("1/1"));
      assertThat(isLeader(first.controlPlane())).isTrue();
    }
    await().atMost(SOON).until(() -> clients("counted").equals("0/0"));
  }

  private String clients(String policy) {
    return first.kubectl().run("get", "gpp/" + policy, "-o", "jsonpath={.status.summary.clients}");
  }

  private static boolean isLeader(ControlPlane replica) throws IOException {
    return replica.stats().path("leader").asBoolean();
  }

  private static JsonNode tracks(ControlPlane replica) throws IOException {
    return replica.stats().path("policies").path(0).path("tracks");
  }
}
