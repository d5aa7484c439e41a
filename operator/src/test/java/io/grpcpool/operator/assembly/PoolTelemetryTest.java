package io.grpcpool.operator.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.operator.http.stats.Stats.TrackStats;
import io.grpcpool.operator.http.stats.TelemetryStats;
import io.grpcpool.operator.http.stats.TelemetryStats.ConnectionStats;
import io.grpcpool.operator.http.stats.TelemetryStats.LatencyStats;
import io.grpcpool.operator.http.stats.TelemetryStats.LevelStats;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas in one process, and clients that tell each of them of their pools. */
@Timeout(180)
class PoolTelemetryTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String OLD = "default/shop/version=old";

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
    replicas = new ReplicaSet(policies, state, 2);
    await().atMost(SOON).until(() -> replicas.serves(0) && replicas.serves(1));
    await().atMost(SOON).until(() -> replicas.heardBy(0) == 1 && replicas.heardBy(1) == 1);
  }

  @AfterEach
  void stop() throws IOException {
    replicas.close();
    old.close();
    fresh.close();
  }

  private TrackStats track(int replica) {
    return replicas.policy(replica).tracks().get(0);
  }

  private void awaitTelemetry(int replica, TelemetryStats expected) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(track(replica).telemetry()).isEqualTo(expected));
  }

  @Test
  void everyReplicaShowsThePoolsOfAllClientsUntilTheirReplicaIsLost() {
    try (TellingClient a = new TellingClient(replicas.xdsPort(0), "a");
        TellingClient b = new TellingClient(replicas.xdsPort(1), "b")) {
      a.tell(OLD, 10, 2);
      b.tell(OLD, 30, 3);

      TelemetryStats both = telemetry(2, 5, 40);
      awaitTelemetry(0, both);
      awaitTelemetry(1, both);
      assertThat(track(1).load().succeeded()).isEqualTo(40);

      replicas.stop(1);
      awaitTelemetry(0, telemetry(1, 2, 10));
    }
  }

  @Test
  void forgetsThePoolsOfAClientThatEnds() {
    try (TellingClient a = new TellingClient(replicas.xdsPort(0), "a")) {
      a.tell(OLD, 10, 2);
      awaitTelemetry(0, telemetry(1, 2, 10));
    }

    await().atMost(SOON).until(() -> track(0).telemetry().clients() == 0);
    assertThat(track(0).telemetry().connections().open()).isZero();
    assertThat(track(0).telemetry().codes()).isEqualTo(Map.of("OK", 10L));
  }

  @Test
  void saysWhenLoadNeedsMoreConnectionsThanThePolicyAllows() {
    try (TellingClient a = new TellingClient(replicas.xdsPort(0), "a")) {
      a.tell(OLD, 1_000, 1);
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(poolSized())
                      .isEqualTo(
                          "True/Advisory stable: 1 connection per endpoint and pool would do"));

      a.tell(OLD, 40_000_000, 1);
      await()
          .atMost(SOON)
          .until(() -> poolSized().startsWith("False/Clamped stable: 8 connections"));
    }
  }

  private String poolSized() {
    return replicas.policy(0).conditions().stream()
        .filter(condition -> "PoolSized".equals(condition.type()))
        .map(c -> c.status() + "/" + c.reason() + " " + c.message())
        .collect(Collectors.joining());
  }

  private static TelemetryStats telemetry(int clients, int open, long calls) {
    return new TelemetryStats(
        clients,
        new LevelStats(0, clients),
        new ConnectionStats(open, 0, open, 0),
        clients,
        0,
        0,
        0,
        calls,
        Map.of("OK", calls),
        new LatencyStats(20, 20, 20));
  }
}
