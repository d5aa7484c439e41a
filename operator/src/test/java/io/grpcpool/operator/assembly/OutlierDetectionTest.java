package io.grpcpool.operator.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a file to an unmodified grpc-java channel: an endpoint that fails gets no calls. */
@Timeout(180)
class OutlierDetectionTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String METHOD = "test.Orders/Place";

  @TempDir Path policies;
  @TempDir Path state;

  private OrdersBackend failing;
  private OrdersBackend good;
  private StandaloneControlPlane controlPlane;
  private XdsChannel channel;

  @BeforeEach
  void start() throws IOException {
    failing = new OrdersBackend();
    good = new OrdersBackend();
    good.answer();
    controlPlane = StandaloneControlPlane.start(policies, state);
  }

  @AfterEach
  void stop() {
    channel.close();
    controlPlane.close();
    failing.close();
    good.close();
  }

  private void writePolicy(String outliers) throws IOException {
    Files.writeString(
        policies.resolve("orders.yaml"),
        """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: orders}
        spec:
          discovery:
            static:
              endpoints: [{address: 127.0.0.1, port: %d}, {address: 127.0.0.1, port: %d}]
          tracks: [{name: main}]
          resilience:
            retry: {attempts: 1}
        %s
        """
            .formatted(failing.port(), good.port(), outliers));
    if (channel == null) {
      channel = controlPlane.channelTo("orders");
    }
  }

  /** Calls until the failing endpoint gets none of many. */
  private void awaitEjection() {
    await().atMost(SOON).until(() -> callsOfFailing(20) == 0);
  }

  private int callsOfFailing(int calls) {
    int before = failing.calls();
    for (int i = 0; i < calls; i++) {
      good.call(channel.channel(), METHOD);
    }
    return failing.calls() - before;
  }

  @Test
  void leavesOutAnEndpointThatFailsAndComesBackToItWhenTurnedOff() throws IOException {
    writePolicy("    outlierDetection: {requestVolume: 5, interval: 200ms, baseEjection: 1h}");
    awaitEjection();
    int connections = good.connections();

    writePolicy("    outlierDetection: {mode: \"Off\", interval: 200ms, baseEjection: 1h}");

    await().atMost(SOON).until(() -> callsOfFailing(20) > 0);
    assertThat(good.connections()).isEqualTo(connections);
  }

  @Test
  void beginsToLeaveOutEndpointsWhereTheSectionIsAddedWhileCallsRun() throws IOException {
    writePolicy("");
    assertThat(callsOfFailing(20)).isPositive();

    writePolicy("    outlierDetection: {requestVolume: 5, interval: 200ms, baseEjection: 1h}");

    awaitEjection();
  }
}
