package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Status;
import io.grpcpool.xds.admission.AdmissionLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a stream that comes while the only place for one that begins is taken. */
@Timeout(60)
class WaitingStreamsTest {

  private final ManualScheduler time = new ManualScheduler();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @RegisterExtension
  final RunningServer xds =
      new RunningServer(
          builder ->
              builder
                  .scheduler(time)
                  .meters(meters)
                  .limits(new AdmissionLimits(100, 1, 4_096, 1_024, 10, 100)));

  @AfterEach
  void end() {
    time.shutdownNow();
  }

  private RawClient begin() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    return client;
  }

  private RawClient waitingClient() {
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> meters.get("xds.admission.waiting").gauge().value() == 1);
    return client;
  }

  @Test
  void endsAfterFiveSecondsWithAStatusThatSaysWhy() throws Exception {
    RawClient first = begin();
    first.next(CLUSTER);
    RawClient second = waitingClient();

    time.advance(Duration.ofSeconds(5));

    assertThat(second.end().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(second.end().getDescription()).contains("1 streams at a time");
    assertThat(first.isOpen()).isTrue();
  }

  @Test
  void isServedWhenTheFirstHasAcknowledgedItsResponse() {
    RawClient first = begin();
    DiscoveryResponse answer = first.next(CLUSTER);
    RawClient second = waitingClient();

    first.ack(answer, "a");

    assertThat(names(second.next(CLUSTER))).containsExactly("a");
  }

  @Test
  void isToldAtOnceThatTheServerGoes() throws Exception {
    RawClient first = begin();
    first.next(CLUSTER);
    RawClient second = waitingClient();

    CompletableFuture<Void> drained =
        CompletableFuture.runAsync(() -> xds.server().drain(Duration.ofMinutes(1)));
    Status status = second.end();
    first.close();

    assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(status.getDescription()).contains("going away");
    assertThat(drained).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void isServedWhenTheFirstHasGone() {
    RawClient first = begin();
    first.next(CLUSTER);
    RawClient second = waitingClient();

    first.close();

    assertThat(names(second.next(CLUSTER))).containsExactly("a");
  }
}
