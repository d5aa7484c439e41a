package io.grpcpool.client.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpcpool.telemetry.v1.ClusterReport;
import io.grpcpool.telemetry.v1.PoolState;
import io.grpcpool.telemetry.v1.Report;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReportSequenceTest {

  private static final PoolState POOL = PoolState.newBuilder().setPools(1).build();

  private final AttemptRecorder attempts = new AttemptRecorder();
  private final AtomicReference<Map<String, PoolState>> pools =
      new AtomicReference<>(Map.of("shop/users/v1", POOL));
  private final AtomicLong nanos = new AtomicLong();
  private final ReportSequence reports = new ReportSequence(attempts, pools::get, nanos::get);

  private void call(int times) {
    for (int i = 0; i < times; i++) {
      attempts.started("shop/users/v1");
      attempts.ended("shop/users/v1", Status.Code.OK, 5_000);
    }
  }

  private Report next() {
    return reports.next(cluster -> true);
  }

  @Test
  void reportsWhatHappenedSinceTheReportBefore() {
    reports.begin("server", 0);
    call(3);
    nanos.addAndGet(1_000_000);
    Report first = next();
    reports.acknowledged(1);
    call(2);
    nanos.addAndGet(2_000_000);

    Report second = next();

    assertThat(first.getSequence()).isEqualTo(1);
    assertThat(first.getElapsedMicros()).isEqualTo(1_000);
    assertThat(first.getClusters(0).getStarted()).isEqualTo(3);
    assertThat(second.getSequence()).isEqualTo(2);
    assertThat(second.getElapsedMicros()).isEqualTo(2_000);
    ClusterReport cluster = second.getClusters(0);
    assertThat(cluster.getStarted()).isEqualTo(2);
    assertThat(cluster.getCodes(0).getCount()).isEqualTo(2);
    assertThat(cluster.getLatency().getBucketsList()).containsExactly(5);
    assertThat(cluster.getLatency().getCountsList()).containsExactly(2L);
    assertThat(cluster.getLatency().getSumMicros()).isEqualTo(10);
    assertThat(cluster.getPools()).isEqualTo(POOL);
  }

  @Test
  void sendsAReportAgainToTheServerThatHasNotCountedIt() {
    reports.begin("server", 0);
    call(3);
    Report lost = next();
    call(1);

    assertThat(reports.begin("server", 0)).contains(lost);
    assertThat(reports.isWaiting()).isTrue();
    reports.acknowledged(1);
    assertThat(next().getClusters(0).getStarted()).isEqualTo(1);
  }

  @Test
  void doesNotSendAReportAgainThatTheServerHasCounted() {
    reports.begin("server", 0);
    call(3);
    next();

    assertThat(reports.begin("server", 1)).isEmpty();
    assertThat(next().getClusters(0).getStarted()).isZero();
  }

  @Test
  void givesUpAReportThatAnotherServerMayHaveCounted() {
    reports.begin("server", 0);
    call(3);
    next();
    call(1);

    assertThat(reports.begin("another", 0)).isEmpty();
    assertThat(next().getClusters(0).getStarted()).isEqualTo(1);
  }

  @Test
  void givesUpAReportWhoseServerHasForgottenTheClient() {
    reports.begin("server", 0);
    next();
    reports.acknowledged(1);
    call(3);
    next();

    assertThat(reports.begin("server", 0)).isEmpty();
    assertThat(reports.isWaiting()).isFalse();
  }

  @Test
  void saysNothingOfServicesThatAreNotWanted() {
    reports.begin("server", 0);
    call(3);
    Report unwanted = reports.next(cluster -> false);
    reports.acknowledged(1);
    call(1);

    assertThat(unwanted.getClustersList()).isEmpty();
    assertThat(next().getClusters(0).getStarted()).isEqualTo(1);
  }

  @Test
  void namesAClusterWithoutPoolUntilAllOfItWasReported() {
    reports.begin("server", 0);
    call(1);
    pools.set(Map.of());
    Report last = next();
    reports.acknowledged(1);

    assertThat(last.getClusters(0).getStarted()).isEqualTo(1);
    assertThat(next().getClusters(0).getStarted()).isZero();
    reports.acknowledged(2);
    assertThat(next().getClustersList()).isEmpty();
    assertThat(attempts.read()).isEmpty();
  }
}
