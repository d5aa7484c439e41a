package io.grpcpool.xds.telemetry;

import io.grpcpool.telemetry.v1.ClusterReport;
import io.grpcpool.telemetry.v1.CodeCount;
import io.grpcpool.telemetry.v1.LatencySketch;
import io.grpcpool.telemetry.v1.PoolState;
import io.grpcpool.telemetry.v1.Report;
import java.util.List;

/** Reports for tests; immutable. */
final class Reports {

  private Reports() {}

  /** Of one second. */
  static Report report(long sequence, ClusterReport... clusters) {
    return Report.newBuilder()
        .setSequence(sequence)
        .setElapsedMicros(1_000_000)
        .addAllClusters(List.of(clusters))
        .build();
  }

  /** Calls of 20 µs each that succeeded, some that failed as UNAVAILABLE, and one pool. */
  static ClusterReport cluster(String name, int succeeded, int failed, int open) {
    return ClusterReport.newBuilder()
        .setCluster(name)
        .setStarted(succeeded + failed)
        .addCodes(CodeCount.newBuilder().setCode(0).setCount(succeeded))
        .addCodes(CodeCount.newBuilder().setCode(14).setCount(failed))
        .setLatency(
            LatencySketch.newBuilder()
                .addBuckets(20)
                .addCounts(succeeded + failed)
                .setSumMicros(20L * (succeeded + failed)))
        .setPools(PoolState.newBuilder().setPools(1).setOpen(open).setInUse(1).setInFlight(3))
        .build();
  }
}
