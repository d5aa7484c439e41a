package io.grpcpool.xds.telemetry;

import static io.grpcpool.xds.telemetry.Reports.cluster;
import static io.grpcpool.xds.telemetry.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.telemetry.v1.Client;
import io.grpcpool.telemetry.v1.ClusterReport;
import io.grpcpool.telemetry.v1.CodeCount;
import io.grpcpool.telemetry.v1.LatencySketch;
import io.grpcpool.telemetry.v1.Report;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReportRulesTest {

  @Test
  void findsNothingWrongWithAReport() {
    assertThat(ReportRules.problem(report(1, cluster("a", 1, 1, 1), cluster("b", 1, 1, 1))))
        .isEmpty();
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("badReports")
  void saysWhatIsWrongAndWhatIsAllowed(Report bad, String problem) {
    assertThat(ReportRules.problem(bad)).contains(problem);
  }

  static Stream<Arguments> badReports() {
    return Stream.of(
        Arguments.of(report(0), "report.sequence is 0; allowed: 1 to 9223372036854775807"),
        Arguments.of(
            report(1).toBuilder().setElapsedMicros(0).build(),
            "report.elapsed_micros is 0; allowed: 1 to 1000000000000000"),
        Arguments.of(
            report(1, cluster("a", 1, 1, 1), cluster("a", 1, 1, 1)),
            "cluster \"a\" is in the report twice"),
        Arguments.of(
            report(1, ClusterReport.newBuilder().setStarted(-1).build()),
            "started is -1; allowed: 0 to 1000000000000"),
        Arguments.of(
            code(0, ReportRules.MOST + 1),
            "codes.count is 1000000000001; allowed: 0 to 1000000000000"),
        Arguments.of(code(-1, 1), "codes.code is -1; allowed: 0 to 16"),
        Arguments.of(
            latency(LatencySketch.newBuilder().addBuckets(1)),
            "latency has 1 buckets and 0 counts; allowed: one count for each bucket"),
        Arguments.of(
            latency(LatencySketch.newBuilder().addBuckets(400).addCounts(1)),
            "latency.buckets is 400; allowed: 0 to 399"),
        Arguments.of(
            latency(
                LatencySketch.newBuilder().addBuckets(7).addBuckets(7).addCounts(1).addCounts(1)),
            "latency.buckets is 7; allowed: 8 to 399"),
        Arguments.of(
            latency(LatencySketch.newBuilder().addBuckets(7).addCounts(-1)),
            "latency.counts is -1; allowed: 0 to 1000000000000"),
        Arguments.of(
            latency(LatencySketch.newBuilder().setSumMicros(-1)),
            "latency.sum_micros is -1; allowed: 0 to 1000000000000000"));
  }

  @Test
  void wantsAnInstanceOfAClient() {
    assertThat(ReportRules.problem(Client.newBuilder().setNode("n").build()))
        .contains("length of client.instance is 0; allowed: 1 to 512");
    assertThat(
            ReportRules.problem(
                Client.newBuilder().setInstance("i").setNode("n".repeat(513)).build()))
        .contains("length of client.node is 513; allowed: 0 to 512");
  }

  private static Report code(int code, long count) {
    return report(
        1,
        ClusterReport.newBuilder()
            .addCodes(CodeCount.newBuilder().setCode(code).setCount(count))
            .build());
  }

  private static Report latency(LatencySketch.Builder sketch) {
    return report(1, ClusterReport.newBuilder().setLatency(sketch).build());
  }
}
