package io.grpcpool.client.telemetry;

import io.grpcpool.telemetry.v1.ClusterReport;
import io.grpcpool.telemetry.v1.CodeCount;
import io.grpcpool.telemetry.v1.LatencySketch;
import io.grpcpool.wire.LatencyBuckets;
import java.util.Arrays;

/** Immutable. What {@link AttemptCounters} said at one moment, or how two moments differ. */
final class AttemptCounts {

  /** Nothing has happened. */
  static final AttemptCounts NONE =
      new AttemptCounts(0, new long[AttemptCounters.CODES], new long[LatencyBuckets.COUNT], 0);

  private static final long NANOS_PER_MICRO = 1_000;

  private final long started;
  private final long[] codes;
  private final long[] buckets;
  private final long nanos;

  /** Keeps the arrays. */
  AttemptCounts(long started, long[] codes, long[] buckets, long nanos) {
    this.started = started;
    this.codes = codes;
    this.buckets = buckets;
    this.nanos = nanos;
  }

  AttemptCounts minus(AttemptCounts before) {
    return new AttemptCounts(
        started - before.started,
        difference(codes, before.codes),
        difference(buckets, before.buckets),
        nanos - before.nanos);
  }

  boolean isNothing() {
    return started == 0 && Arrays.stream(codes).allMatch(count -> count == 0);
  }

  void writeTo(ClusterReport.Builder report) {
    report.setStarted(started);
    for (int code = 0; code < codes.length; code++) {
      if (codes[code] != 0) {
        report.addCodes(CodeCount.newBuilder().setCode(code).setCount(codes[code]));
      }
    }
    LatencySketch.Builder latency = report.getLatencyBuilder();
    latency.setSumMicros(nanos / NANOS_PER_MICRO);
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      if (buckets[bucket] != 0) {
        latency.addBuckets(bucket).addCounts(buckets[bucket]);
      }
    }
  }

  private static long[] difference(long[] now, long[] before) {
    long[] difference = now.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= before[i];
    }
    return difference;
  }
}
