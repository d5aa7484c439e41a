package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.Resources.cluster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the server measures. */
@Timeout(90)
class MetricsTest {

  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);

  @RegisterExtension final RunningServer xds = new RunningServer(builder -> builder.meters(meters));

  @Test
  void tellsTheAgeOfTheOldestResponseWithoutAnswer() {
    xds.publish(cluster("a"));
    RawClient first = xds.connect();
    first.subscribe(CLUSTER, "a");
    DiscoveryResponse oldest = first.next(CLUSTER);
    clock.add(Duration.ofSeconds(3));
    RawClient second = xds.connect();
    second.subscribe(CLUSTER, "a");
    second.next(CLUSTER);
    clock.add(Duration.ofSeconds(2));
    assertThat(unanswered()).isEqualTo(5);

    first.ack(oldest, "a");
    first.untilFence();

    assertThat(unanswered()).isEqualTo(2);
  }

  @Test
  void hasNoAgeWhereNothingWaitsForAnAnswer() {
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    client.next(CLUSTER);
    client.close();
    await().until(() -> xds.server().clients().isEmpty());

    clock.add(Duration.ofMinutes(1));

    assertThat(unanswered()).isZero();
  }

  @Test
  void countsResponsesRefusalsAndPublications() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    client.nack(client.next(CLUSTER), "", "no", "a");
    client.untilFence();

    assertThat(meters.get("xds.responses").tag("type", "Cluster").counter().count()).isOne();
    assertThat(meters.get("xds.build").tag("type", "Cluster").timer().count()).isOne();
    assertThat(meters.get("xds.send").tag("type", "Cluster").timer().count()).isOne();
    assertThat(meters.get("xds.nacks").tag("type", "Cluster").counter().count()).isOne();
    assertThat(meters.get("xds.nacked.resources").gauge().value()).isOne();
    assertThat(meters.get("xds.publications").counter().count()).isOne();
    assertThat(meters.get("xds.encoded.resources").tag("type", "Cluster").gauge().value()).isOne();
    assertThat(meters.get("xds.encoded.bytes").tag("type", "Cluster").gauge().value()).isPositive();
  }

  private double unanswered() {
    return meters.get("xds.unacked.seconds.max").gauge().value();
  }
}
