package io.grpcpool.xds.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Durations;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterStats;
import io.envoyproxy.envoy.config.endpoint.v3.UpstreamLocalityStats;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsResponse;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients say of their calls, summed by cluster. */
@Timeout(30)
class LoadReportTest {

  private final Set<String> served = ConcurrentHashMap.newKeySet();
  private final List<LoadReport> heard = new CopyOnWriteArrayList<>();
  private final MockClock clock = new MockClock();
  private final MeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
  private final LoadReportService service =
      new LoadReportService(
          new NamedClusters(served), (node, client) -> node.equals("told-by-telemetry"), meters);
  private RawLoadClients clients;

  @BeforeEach
  void start() throws Exception {
    served.addAll(Set.of("v1", "v2"));
    service.add(heard::add);
    clients = new RawLoadClients(service);
  }

  @AfterEach
  void stop() {
    clients.close();
  }

  @Test
  void asksAtOnceForAllClustersWhereTheClientKnowsHow() {
    RawLoadClients.Stream stream = clients.open("a", true);

    LoadStatsResponse response = stream.next();

    assertThat(response.getSendAllClusters()).isTrue();
    assertThat(response.getLoadReportingInterval()).isEqualTo(Durations.fromSeconds(10));
  }

  @Test
  void saysForHowLongTheReportIsOverdueThatIsOverdueLongest() {
    clients.open("a", true).next();
    clock.add(Duration.ofSeconds(4));
    clients.open("b", true).next();

    clock.add(Duration.ofSeconds(13));

    assertThat(meters.get("lrs.report.lag").gauge().value()).isEqualTo(7);
  }

  @Test
  void asksForTheServedClustersByNameElseAndAgainWhenTheyChange() {
    RawLoadClients.Stream stream = clients.open("a", false);
    assertThat(stream.next().getClustersList()).containsExactly("v1", "v2");

    served.remove("v1");
    service.clustersChanged();

    assertThat(stream.next().getClustersList()).containsExactly("v2");
  }

  @Test
  void changesTheIntervalOfOpenStreams() {
    RawLoadClients.Stream stream = clients.open("a", true);
    stream.next();

    service.interval(Duration.ofMillis(100));

    assertThat(stream.next().getLoadReportingInterval()).isEqualTo(Durations.fromMillis(100));
  }

  @Test
  void refusesAnIntervalOfZero() {
    assertThatThrownBy(() -> service.interval(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0S");
  }

  @Test
  void addsUpDifferencesAndReplacesWhatIsInProgress() {
    RawLoadClients.Stream a = clients.open("same-node", true);
    RawLoadClients.Stream b = clients.open("same-node", true);

    a.report(stats("v1", 10, 7, 1, 2));
    b.report(stats("v1", 5, 5, 0, 3));
    a.report(stats("v1", 4, 5, 0, 1));

    await()
        .untilAsserted(
            () ->
                assertThat(service.loads())
                    .containsEntry("v1", new ClusterLoad(19, 17, 1, 0, 4, 2)));
  }

  @Test
  void takesAClusterThatIsLeftOutForIdle() {
    RawLoadClients.Stream stream = clients.open("a", true);
    stream.report(stats("v1", 1, 0, 0, 1));
    stream.report(stats("v2", 1, 1, 0, 0));

    await().until(() -> service.loads().containsKey("v2"));

    assertThat(service.loads().get("v1").inProgress()).isZero();
  }

  @Test
  void forgetsWhatIsInProgressOnAStreamThatEnds() {
    RawLoadClients.Stream stream = clients.open("a", true);
    stream.report(stats("v1", 3, 1, 0, 2));
    await().until(() -> service.loads().containsKey("v1"));

    stream.cancel();

    await()
        .untilAsserted(
            () ->
                assertThat(service.loads()).containsEntry("v1", new ClusterLoad(3, 1, 0, 0, 0, 0)));
  }

  @Test
  void tellsListenersWhatEachStreamReported() {
    RawLoadClients.Stream stream = clients.open("a", true);

    stream.report(stats("v1", 10, 7, 1, 2).toBuilder().setTotalDroppedRequests(4).build());

    await().until(() -> !heard.isEmpty());
    assertThat(heard.get(0))
        .isEqualTo(
            new LoadReport(
                heard.get(0).stream(), "a", "v1", Duration.ofSeconds(2), true, 10, 7, 1, 4, 2));
  }

  @Test
  void marksTheFirstReportOfAStreamWhichHoldsWhatNobodyHeardBefore() {
    RawLoadClients.Stream stream = clients.open("a", true);
    stream.report(stats("v1", 100, 90, 10, 0), stats("v2", 1, 1, 0, 0));
    stream.report(stats("v1", 1, 1, 0, 0));

    RawLoadClients.Stream again = clients.open("a", true);
    await().until(() -> heard.size() == 3);
    again.report(stats("v1", 7, 7, 0, 0));

    await().until(() -> heard.size() == 4);
    assertThat(heard)
        .extracting(LoadReport::issued, LoadReport::first)
        .containsExactlyInAnyOrder(
            tuple(100L, true), tuple(1L, true), tuple(1L, false), tuple(7L, true));
  }

  @Test
  void keepsNoMoreOfANodeIdThanOthersShow() {
    RawLoadClients.Stream stream = clients.open("n".repeat(100_000), true);

    stream.report(stats("v1", 1, 1, 0, 0));

    await().until(() -> !heard.isEmpty());
    assertThat(heard.get(0).node()).isEqualTo("n".repeat(512));
  }

  @Test
  void endsAStreamThatBeginsWhenTheServerIsGoing() {
    service.drain(Status.UNAVAILABLE.withDescription("going"));

    RawLoadClients.Stream stream = clients.open("a", true);

    assertThat(stream.end().getDescription()).isEqualTo("going");
    assertThat(stream.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void doesNotCountClustersThatAreNotServed() {
    RawLoadClients.Stream stream = clients.open("a", true);
    stream.report(stats("made-up", 1, 1, 0, 0));
    stream.report(stats("v1", 1, 1, 0, 0));

    await().until(() -> !heard.isEmpty());

    assertThat(service.loads()).containsOnlyKeys("v1");
  }

  @Test
  void countsOnlyWhatIsDroppedOfAClientWhoseCallsAreToldInAnotherWay() {
    RawLoadClients.Stream stream = clients.open("told-by-telemetry", true);

    stream.report(stats("v1", 10, 7, 1, 2).toBuilder().setTotalDroppedRequests(4).build());

    await().until(() -> service.loads().containsKey("v1"));
    assertThat(service.loads()).containsEntry("v1", new ClusterLoad(0, 0, 0, 4, 0, 1));
  }

  @Test
  void dropsTheSumsOfAClusterThatIsWithdrawn() {
    RawLoadClients.Stream stream = clients.open("a", true);
    stream.report(stats("v1", 1, 1, 0, 0));
    await().until(() -> service.loads().containsKey("v1"));

    served.remove("v1");
    service.clustersChanged();

    assertThat(service.loads()).isEmpty();
  }

  private static ClusterStats stats(
      String cluster, long issued, long succeeded, long failed, long inProgress) {
    return ClusterStats.newBuilder()
        .setClusterName(cluster)
        .setLoadReportInterval(Durations.fromSeconds(2))
        .addUpstreamLocalityStats(
            UpstreamLocalityStats.newBuilder()
                .setTotalIssuedRequests(issued)
                .setTotalSuccessfulRequests(succeeded)
                .setTotalErrorRequests(failed)
                .setTotalRequestsInProgress(inProgress))
        .build();
  }
}
