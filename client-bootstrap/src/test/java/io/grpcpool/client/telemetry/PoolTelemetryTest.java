package io.grpcpool.client.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpcpool.client.bootstrap.ControlPlaneServer;
import io.grpcpool.client.pool.PoolRegistry;
import io.grpcpool.client.pool.ServedScene;
import io.grpcpool.xds.telemetry.ClusterTelemetry;
import io.grpcpool.xds.telemetry.PoolGauges;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. A real pool, a real control plane, and what one tells the other. */
@Timeout(180)
class PoolTelemetryTest {

  private final ServedScene scene = ServedScene.start("telemetry-test");
  private PoolTelemetry telemetry;

  @BeforeEach
  void reportOften() {
    scene.server().telemetry().interval(Duration.ofMillis(200));
  }

  @AfterEach
  void end() {
    scene.close();
    PoolRegistry.process().removeListener(telemetry);
  }

  private void tell(Optional<ControlPlaneServer> server) {
    telemetry =
        new PoolTelemetry(
            () -> PoolRegistry.process().stats(), () -> server, PoolTelemetry.daemon());
    PoolRegistry.process().addListener(telemetry);
  }

  private ClusterTelemetry told() {
    return scene.server().telemetry().telemetry(ServedScene.CLUSTER).orElse(ClusterTelemetry.NONE);
  }

  private long ended() {
    return told().attempts().ended();
  }

  private static void eventually(Runnable assertion) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion::run);
  }

  @Test
  void tellsOfEveryCallThatTheBackendSawAndOfThePool() {
    tell(Optional.of(scene.address()));

    scene.keepCalling(8);
    scene.awaitMore(2_000);
    scene.stopCalling();

    eventually(() -> assertThat(ended()).isEqualTo(scene.calls()));
    assertThat(told().attempts().started()).isEqualTo(scene.calls());
    assertThat(told().attempts().ended(Status.Code.OK)).isEqualTo(scene.calls());
    assertThat(told().attempts().quantileMicros(0.5)).isBetween(10L, 1_000_000L);
    eventually(
        () -> {
          PoolGauges pools = told().pools();
          assertThat(pools.clients()).isEqualTo(1);
          assertThat(pools.pools()).isEqualTo(1);
          assertThat(pools.facadePools()).isEqualTo(1);
          assertThat(pools.endpoints()).isEqualTo(1);
          assertThat(pools.open()).isEqualTo(2);
          assertThat(pools.inUse()).isZero();
          assertThat(pools.inFlight()).isZero();
        });
  }

  @Test
  void countsEveryCallOnceThoughItsStreamBreaksAgainAndAgain() {
    tell(Optional.of(scene.address()));
    scene.keepCalling(8);

    for (int breaks = 0; breaks < 5; breaks++) {
      long before = ended();
      eventually(() -> assertThat(ended()).isGreaterThan(before));
      scene.cut();
    }
    scene.stopCalling();

    eventually(() -> assertThat(ended()).isEqualTo(scene.calls()));
    assertThat(scene.failures()).isZero();
  }

  @Test
  void disturbsNoCallWhereNobodyListens() {
    ControlPlaneServer nobody =
        new ControlPlaneServer("127.0.0.1:1", scene.address().channelCreds(), "node");
    tell(Optional.of(nobody));

    scene.keepCalling(8);
    scene.awaitMore(1_000);
    scene.stopCalling();

    assertThat(scene.failures()).isZero();
    assertThat(ended()).isZero();
  }

  @Test
  void hearsNoAttemptsWhereItIsTurnedOff() {
    tell(Optional.empty());

    eventually(() -> assertThat(telemetry.hearsAttempts()).isFalse());
  }

  @Test
  void endsWithTheLastPoolAndBeginsWithTheNext() {
    tell(Optional.of(scene.address()));
    scene.keepCalling(1);
    scene.awaitMore(100);
    scene.stopCalling();
    eventually(() -> assertThat(told().pools().clients()).isEqualTo(1));

    scene.closeChannel();
    eventually(() -> assertThat(told().pools()).isEqualTo(PoolGauges.NONE));
    assertThat(ended()).isEqualTo(scene.calls());

    scene.openChannel();
    scene.keepCalling(1);
    scene.awaitMore(100);
    scene.stopCalling();
    eventually(() -> assertThat(ended()).isEqualTo(scene.calls()));
  }
}
