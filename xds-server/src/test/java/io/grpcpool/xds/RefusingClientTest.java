package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.endpoints;
import static io.grpcpool.xds.Resources.listener;
import static io.grpcpool.xds.Resources.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that refuses, or does not read: what it costs, and what it gets (R4, R10). */
@Timeout(90)
class RefusingClientTest {

  private static final int VERSIONS = 50;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @RegisterExtension final RunningServer xds = new RunningServer(builder -> builder.meters(meters));

  @ParameterizedTest
  @EnumSource(
      value = ResourceType.class,
      names = {"CLUSTER", "ENDPOINTS", "LISTENER"})
  void whoRefusesEverythingGetsOneResponsePerVersion(ResourceType type) {
    Set<String> versions = new HashSet<>();
    publish(type, 1);
    RawClient client = xds.connect();
    client.subscribe(type, "a");

    for (int version = 1; version <= VERSIONS; version++) {
      DiscoveryResponse response = client.next(type);
      versions.add(response.getVersionInfo());
      client.nack(response, "", "no", "a");
      assertThat(client.untilFence()).isEmpty();
      publish(type, version + 1);
    }
    client.next(type);
    // A response is counted when it has been sent, which may be after it came.
    client.untilFence();

    assertThat(versions).hasSize(VERSIONS);
    assertThat(responses(type)).isEqualTo(VERSIONS + 1);
  }

  /** Types whose test resources differ with a mark; routes are used as fences. */
  private void publish(ResourceType type, int mark) {
    xds.publish(
        switch (type) {
          case CLUSTER -> cluster("a", "mark" + mark);
          case ENDPOINTS -> endpoints("a", mark);
          case LISTENER -> listener("a", "c" + mark);
          case ROUTE_CONFIGURATION -> route("a", "c" + mark);
        });
  }

  @Test
  void aRefusalOfOneClientIsNoAnswerOfAnother() {
    xds.publish(cluster("a"));
    RawClient refusing = xds.connect();
    refusing.subscribe(CLUSTER, "a");
    RawClient accepting = xds.connect();
    accepting.subscribe(CLUSTER, "a");

    refusing.nack(refusing.next(CLUSTER), "", "no", "a");
    accepting.accept(CLUSTER, "a");
    refusing.untilFence();
    accepting.untilFence();

    Acknowledgements counts = xds.server().acknowledged(new ResourceKey(CLUSTER, "a"));
    assertThat(counts.refused()).isOne();
    assertThat(counts.acknowledged()).isOne();
  }

  @Test
  void whoDoesNotReadHasOneResponseOnItsWayHoweverMuchChanges() {
    xds.publish(endpoints("a", IntStream.rangeClosed(1, 20_000).toArray()));
    RawClient slow = xds.connectSlowReader();
    slow.subscribe(ResourceType.ENDPOINTS, "a");
    await().until(() -> responses(ResourceType.ENDPOINTS) == 1);

    IntStream.rangeClosed(1, 500).forEach(port -> xds.publish(endpoints("a", port)));
    RawClient other = xds.connect();
    other.subscribe(ResourceType.ENDPOINTS, "a");
    other.accept(ResourceType.ENDPOINTS, "a");
    other.untilFence();

    assertThat(responses(ResourceType.ENDPOINTS)).isEqualTo(2);
  }

  private double responses(ResourceType type) {
    return meters.get("xds.responses").tag("type", type.label()).counter().count();
  }
}
