package io.grpcpool.xds.telemetry;

import io.grpcpool.telemetry.v1.Client;
import io.grpcpool.telemetry.v1.ClusterReport;
import io.grpcpool.telemetry.v1.CodeCount;
import io.grpcpool.telemetry.v1.LatencySketch;
import io.grpcpool.telemetry.v1.Report;
import io.grpcpool.wire.LatencyBuckets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Thread-safe: stateless. What a client may say: nothing that would make sums go down or overflow.
 */
final class ReportRules {

  /** Far more than any client can do between two reports; sums of many such do not overflow. */
  static final long MOST = 1_000_000_000_000L;

  private static final long MOST_MICROS = 1_000 * MOST;
  private static final int LONGEST_NAME = 512;
  private static final int CODES = 17;

  private ReportRules() {}

  /** What is wrong with an introduction; empty: nothing. */
  static Optional<String> problem(Client client) {
    if (client.getInstance().isBlank() || client.getInstance().length() > LONGEST_NAME) {
      return outside("length of client.instance", client.getInstance().length(), 1, LONGEST_NAME);
    }
    return client.getNode().length() > LONGEST_NAME
        ? outside("length of client.node", client.getNode().length(), 0, LONGEST_NAME)
        : Optional.empty();
  }

  /** What is wrong with a report; empty: nothing. */
  static Optional<String> problem(Report report) {
    if (report.getSequence() < 1) {
      return outside("report.sequence", report.getSequence(), 1, Long.MAX_VALUE);
    }
    if (report.getElapsedMicros() < 1 || report.getElapsedMicros() > MOST_MICROS) {
      return outside("report.elapsed_micros", report.getElapsedMicros(), 1, MOST_MICROS);
    }
    Set<String> seen = new HashSet<>();
    return report.getClustersList().stream()
        .map(cluster -> seen.add(cluster.getCluster()) ? problem(cluster) : repeated(cluster))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> repeated(ClusterReport cluster) {
    return Optional.of(
        "cluster \"" + shortened(cluster.getCluster()) + "\" is in the report twice");
  }

  private static Optional<String> problem(ClusterReport cluster) {
    if (!isCount(cluster.getStarted())) {
      return outside("started", cluster.getStarted(), 0, MOST);
    }
    for (CodeCount code : cluster.getCodesList()) {
      if (code.getCode() < 0 || code.getCode() >= CODES) {
        return outside("codes.code", code.getCode(), 0, CODES - 1);
      }
      if (!isCount(code.getCount())) {
        return outside("codes.count", code.getCount(), 0, MOST);
      }
    }
    return cluster.getCodesCount() > CODES
        ? outside("number of codes", cluster.getCodesCount(), 0, CODES)
        : problem(cluster.getLatency());
  }

  private static Optional<String> problem(LatencySketch latency) {
    if (latency.getBucketsCount() != latency.getCountsCount()) {
      return Optional.of(
          "latency has "
              + latency.getBucketsCount()
              + " buckets and "
              + latency.getCountsCount()
              + " counts; allowed: one count for each bucket");
    }
    if (latency.getSumMicros() < 0 || latency.getSumMicros() > MOST_MICROS) {
      return outside("latency.sum_micros", latency.getSumMicros(), 0, MOST_MICROS);
    }
    int last = -1;
    for (int i = 0; i < latency.getBucketsCount(); i++) {
      int bucket = latency.getBuckets(i);
      if (bucket <= last || bucket >= LatencyBuckets.COUNT) {
        return outside("latency.buckets", bucket, last + 1, LatencyBuckets.COUNT - 1);
      }
      last = bucket;
      if (!isCount(latency.getCounts(i))) {
        return outside("latency.counts", latency.getCounts(i), 0, MOST);
      }
    }
    return Optional.empty();
  }

  private static boolean isCount(long count) {
    return count >= 0 && count <= MOST;
  }

  private static Optional<String> outside(String field, long value, long least, long most) {
    return Optional.of(field + " is " + value + "; allowed: " + least + " to " + most);
  }

  private static String shortened(String name) {
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }
}
