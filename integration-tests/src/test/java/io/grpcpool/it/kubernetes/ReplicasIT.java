package io.grpcpool.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpcpool.it.support.ControlPlane;
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

/** Two replicas: both serve, one of them writes status, and the other takes over. */
@Timeout(180)
class ReplicasIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Installation first;
  private ControlPlane second;

  @BeforeEach
  void install() throws IOException {
    first = Installation.start(folder, Map.of("GRPCPOOL_INSTANCE", "first"));
    await().atMost(SOON).until(() -> isLeader(first.controlPlane()));
    second =
        Installation.controlPlane(
            first.api(),
            Files.createDirectory(folder.resolve("second")),
            Installation.NAMESPACE,
            Map.of("GRPCPOOL_INSTANCE", "second"));
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

  private static boolean isLeader(ControlPlane replica) throws IOException {
    return replica.stats().path("leader").asBoolean();
  }

  private static JsonNode tracks(ControlPlane replica) throws IOException {
    return replica.stats().path("policies").path(0).path("tracks");
  }
}
