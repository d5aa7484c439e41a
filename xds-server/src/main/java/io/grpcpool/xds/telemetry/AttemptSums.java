package io.grpcpool.xds.telemetry;

import io.grpc.Status;
import io.grpcpool.telemetry.v1.ClusterReport;
import io.grpcpool.telemetry.v1.CodeCount;
import io.grpcpool.telemetry.v1.LatencySketch;
import io.grpcpool.wire.LatencyBuckets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Immutable. Attempts of calls: how many, how they ended and how long they took. */
public final class AttemptSums {

  /** There were none. */
  public static final AttemptSums NONE = new AttemptSums(0, new long[codes()], buckets(), 0);

  private final long started;
  private final long[] codes;
  private final long[] buckets;
  private final long sumMicros;

  private AttemptSums(long started, long[] codes, long[] buckets, long sumMicros) {
    this.started = started;
    this.codes = codes;
    this.buckets = buckets;
    this.sumMicros = sumMicros;
  }

  private static int codes() {
    return Status.Code.values().length;
  }

  private static long[] buckets() {
    return new long[LatencyBuckets.COUNT];
  }

  /**
   * Reads a report that {@link ReportRules} has passed; codes, buckets and counts out of range are
   * left out.
   */
  public static AttemptSums of(ClusterReport report) {
    long[] codes = new long[codes()];
    for (CodeCount code : report.getCodesList()) {
      if (code.getCode() >= 0 && code.getCode() < codes.length) {
        codes[code.getCode()] += Math.max(0, code.getCount());
      }
    }
    LatencySketch latency = report.getLatency();
    long[] buckets = buckets();
    for (int i = 0; i < Math.min(latency.getBucketsCount(), latency.getCountsCount()); i++) {
      int bucket = latency.getBuckets(i);
      if (bucket >= 0 && bucket < buckets.length) {
        buckets[bucket] += Math.max(0, latency.getCounts(i));
      }
    }
    return new AttemptSums(
        Math.max(0, report.getStarted()), codes, buckets, Math.max(0, latency.getSumMicros()));
  }

  /** The same as a message. */
  void writeTo(ClusterReport.Builder report) {
    report.setStarted(started);
    for (int code = 0; code < codes.length; code++) {
      if (codes[code] > 0) {
        report.addCodes(CodeCount.newBuilder().setCode(code).setCount(codes[code]));
      }
    }
    LatencySketch.Builder latency = report.getLatencyBuilder().setSumMicros(sumMicros);
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      if (buckets[bucket] > 0) {
        latency.addBuckets(bucket).addCounts(buckets[bucket]);
      }
    }
  }

  /** Both together. */
  public AttemptSums plus(AttemptSums other) {
    return new AttemptSums(
        started + other.started,
        sum(codes, other.codes),
        sum(buckets, other.buckets),
        sumMicros + other.sumMicros);
  }

  private static long[] sum(long[] a, long[] b) {
    long[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  /** Attempts that got a connection. */
  public long started() {
    return started;
  }

  /** Attempts that ended with this code. */
  public long ended(Status.Code code) {
    return codes[code.value()];
  }

  /** Attempts that ended. */
  public long ended() {
    return Arrays.stream(codes).sum();
  }

  /** Attempts that ended with any code but OK. */
  public long failed() {
    return ended() - ended(Status.Code.OK);
  }

  /** The codes that attempts ended with, and how many did. */
  public Map<Status.Code, Long> byCode() {
    Map<Status.Code, Long> counts = new EnumMap<>(Status.Code.class);
    for (Status.Code code : Status.Code.values()) {
      if (ended(code) > 0) {
        counts.put(code, ended(code));
      }
    }
    return counts;
  }

  /** The time of all attempts that ended, in microseconds. */
  public long sumMicros() {
    return sumMicros;
  }

  /** The time within which this part of the attempts ended, to within 3.2 %, in microseconds. */
  public long quantileMicros(double part) {
    return LatencyBuckets.quantileMicros(buckets, part);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AttemptSums that
        && started == that.started
        && sumMicros == that.sumMicros
        && Arrays.equals(codes, that.codes)
        && Arrays.equals(buckets, that.buckets);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(started) * 31 + Arrays.hashCode(codes);
  }

  @Override
  public String toString() {
    return "started=" + started + " codes=" + byCode() + " sumMicros=" + sumMicros;
  }
}
