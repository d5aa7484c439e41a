package io.grpcpool.xds.telemetry;

import static io.grpcpool.xds.telemetry.Reports.cluster;
import static io.grpcpool.xds.telemetry.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpcpool.telemetry.v1.ClusterReport;
import io.grpcpool.telemetry.v1.CodeCount;
import io.grpcpool.telemetry.v1.ReportResponse;
import io.grpcpool.xds.admission.AdmissionLimits;
import io.grpcpool.xds.admission.AdmissionMetrics;
import io.grpcpool.xds.identity.ClientIdentity;
import io.grpcpool.xds.load.ClusterLoad;
import io.grpcpool.xds.load.NamedClusters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the pools of clients tell, summed by cluster, each report once. */
@Timeout(60)
class TelemetryServiceTest {

  private final Set<String> served = ConcurrentHashMap.newKeySet();
  private final MockClock clock = new MockClock();
  private final MeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
  private final TelemetryService service =
      new TelemetryService(
          new NamedClusters(served), AdmissionLimits.DEFAULT, new AdmissionMetrics(meters), meters);
  private RawTelemetryClients clients;

  @BeforeEach
  void start() throws Exception {
    served.addAll(Set.of("v1", "v2"));
    clients = new RawTelemetryClients(service);
  }

  @AfterEach
  void stop() {
    clients.close();
  }

  private ClusterTelemetry told(String cluster) {
    return service.telemetry(cluster).orElse(ClusterTelemetry.NONE);
  }

  @Test
  void instructsAClientAtOnce() {
    service.services(List.of("shop/users"));

    ReportResponse welcome = clients.open("a", "node").next();

    assertThat(welcome.getServer()).isNotEmpty();
    assertThat(welcome.getAcknowledged()).isZero();
    assertThat(welcome.getIntervalMillis()).isEqualTo(1_000);
    assertThat(welcome.getServicesList()).containsExactly("shop/users");
  }

  @Test
  void changesTheIntervalWithTheNextAnswerDownTo200Milliseconds() {
    RawTelemetryClients.Stream stream = clients.welcomed("a");

    service.interval(Duration.ofMillis(200));

    assertThat(stream.report(report(1)).getIntervalMillis()).isEqualTo(200);
    assertThatThrownBy(() -> service.interval(Duration.ofMillis(199)))
        .hasMessageContaining("PT0.199S");
  }

  @Test
  void addsUpCountsAndReplacesGauges() {
    RawTelemetryClients.Stream a = clients.welcomed("a");
    RawTelemetryClients.Stream b = clients.welcomed("b");

    a.report(report(1, cluster("v1", 10, 1, 2)));
    b.report(report(1, cluster("v1", 20, 0, 4)));
    ReportResponse answer = a.report(report(2, cluster("v1", 5, 5, 3)));

    assertThat(answer.getAcknowledged()).isEqualTo(2);
    AttemptSums attempts = told("v1").attempts();
    assertThat(attempts.started()).isEqualTo(41);
    assertThat(attempts.ended(Status.Code.OK)).isEqualTo(35);
    assertThat(attempts.ended(Status.Code.UNAVAILABLE)).isEqualTo(6);
    assertThat(attempts.sumMicros()).isEqualTo(20 * 41);
    assertThat(attempts.quantileMicros(0.99)).isEqualTo(20);
    assertThat(told("v1").pools().clients()).isEqualTo(2);
    assertThat(told("v1").pools().open()).isEqualTo(7);
    assertThat(told("v1").pools().idle()).isEqualTo(5);
    assertThat(told("v1").pools().callsPerSecond()).isEqualTo(30);
    assertThat(told("v1").pools().concurrency()).isEqualTo(0.0006);
    assertThat(told("v1").asLoad()).isEqualTo(new ClusterLoad(41, 35, 6, 0, 6, 0));
  }

  @Test
  void countsAReportOnceThatIsSentAgainOnAnotherStream() {
    clients.welcomed("a").report(report(1, cluster("v1", 10, 0, 1)));

    RawTelemetryClients.Stream again = clients.open("a", "node");
    ReportResponse welcome = again.next();
    ReportResponse answer = again.report(report(1, cluster("v1", 10, 0, 1)));

    assertThat(welcome.getAcknowledged()).isEqualTo(1);
    assertThat(answer.getAcknowledged()).isEqualTo(1);
    assertThat(told("v1").attempts().started()).isEqualTo(10);
    assertThat(meters.get("grpcpool.telemetry.repeated.reports").counter().count()).isEqualTo(1);
  }

  @Test
  void endsAStreamWhoseClientHasAnother() {
    RawTelemetryClients.Stream first = clients.welcomed("a");
    first.report(report(1, cluster("v1", 10, 0, 4)));

    RawTelemetryClients.Stream second = clients.welcomed("a");
    second.report(report(2, cluster("v1", 10, 0, 5)));

    assertThat(first.end().getCode()).isEqualTo(Status.Code.ABORTED);
    assertThat(told("v1").pools().open()).isEqualTo(5);
  }

  @Test
  void forgetsThePoolsOfAClientThatIsGoneAndKeepsItsCounts() {
    RawTelemetryClients.Stream stream = clients.welcomed("a");
    stream.report(report(1, cluster("v1", 10, 0, 4)));

    stream.cancel();

    await().until(() -> told("v1").pools().equals(PoolGauges.NONE));
    assertThat(told("v1").attempts().started()).isEqualTo(10);
  }

  @Test
  void forgetsThePoolsOfAClusterThatIsNotNamedAnyMore() {
    RawTelemetryClients.Stream stream = clients.welcomed("a");
    stream.report(report(1, cluster("v1", 1, 0, 4), cluster("v2", 1, 0, 4)));

    stream.report(report(2, cluster("v2", 1, 0, 4)));

    assertThat(told("v1").pools()).isEqualTo(PoolGauges.NONE);
    assertThat(told("v2").pools().open()).isEqualTo(4);
  }

  @Test
  void countsOnlyClustersThatAreServedAndDropsThoseThatAreWithdrawn() {
    RawTelemetryClients.Stream stream = clients.welcomed("a");
    stream.report(report(1, cluster("made-up", 1, 0, 1), cluster("v1", 1, 0, 1)));
    assertThat(service.reportedClusters()).containsExactly("v1");

    served.remove("v1");
    service.clustersChanged();

    assertThat(service.telemetry("v1")).isEmpty();
  }

  @Test
  void refusesAReportThatWouldSpoilTheSums() {
    RawTelemetryClients.Stream stream = clients.welcomed("a");

    stream.send(
        report(
            1,
            ClusterReport.newBuilder()
                .setCluster("v1")
                .addCodes(CodeCount.newBuilder().setCode(17).setCount(1))
                .build()));

    assertThat(stream.end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(stream.end().getDescription()).isEqualTo("codes.code is 17; allowed: 0 to 16");
    assertThat(service.telemetry("v1")).isEmpty();
  }

  @Test
  void endsAStreamThatSaysMoreThanTheLimits() {
    service.limits(new AdmissionLimits(100, 100, 1_000_000, 1_000, 1, 100));
    RawTelemetryClients.Stream stream = clients.welcomed("a");

    stream.send(report(1, cluster("v1", 1, 0, 1), cluster("v2", 1, 0, 1)));

    assertThat(stream.end().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(stream.end().getDescription()).contains("report.clusters has 2 entries");
  }

  @Test
  void letsInNoMoreStreamsPerSecondThanTheLimit() {
    service.limits(new AdmissionLimits(1, 100, 1_000_000, 1_000, 100, 100));
    clients.welcomed("a");

    RawTelemetryClients.Stream refused = clients.open("b", "node");

    assertThat(refused.end().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    clock.add(Duration.ofSeconds(1));
    clients.welcomed("b");
  }

  @Test
  void coversTheLoadReportsOfAClientWhileItHasAStreamAndForAWhileAfter() {
    RawTelemetryClients.Stream stream = clients.open("a", "node");
    stream.next();
    assertThat(service.covers("node", ClientIdentity.ANONYMOUS)).isTrue();
    assertThat(service.covers("node", ClientIdentity.serviceAccount("shop", "b"))).isFalse();
    assertThat(service.covers("other", ClientIdentity.ANONYMOUS)).isFalse();

    stream.cancel();
    await().until(() -> meters.get("grpcpool.telemetry.streams").gauge().value() == 0);
    assertThat(service.covers("node", ClientIdentity.ANONYMOUS)).isTrue();

    clock.add(TelemetryClients.REMEMBERED);
    assertThat(service.covers("node", ClientIdentity.ANONYMOUS)).isFalse();
  }

  @Test
  void endsEveryStreamWhenTheServerIsGoing() {
    RawTelemetryClients.Stream open = clients.welcomed("a");

    service.drain(Status.UNAVAILABLE.withDescription("going"));

    assertThat(open.end().getDescription()).isEqualTo("going");
    assertThat(clients.open("b", "node").end().getDescription()).isEqualTo("going");
  }
}
