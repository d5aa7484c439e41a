package io.grpcpool.bench.pool;

import java.util.List;

/**
 * Written by one thread at a time, read when that is over. Latencies in buckets that are one
 * thirty-second of their value wide.
 */
final class Latencies {

  private static final int STEPS = 32;
  private static final int STEP_BITS = 5;
  private static final int BUCKETS = STEPS * 40;

  private final long[] buckets = new long[BUCKETS];

  void add(long nanos) {
    buckets[bucket(Math.max(STEPS, nanos))]++;
  }

  /** The middle of the bucket in which the 99th hundredth ends, in microseconds. */
  static double p99(List<Latencies> all) {
    return quantile(all, 0.99) / 1e3;
  }

  private static double quantile(List<Latencies> all, double q) {
    long[] sums = new long[BUCKETS];
    long total = 0;
    for (Latencies latencies : all) {
      for (int i = 0; i < BUCKETS; i++) {
        sums[i] += latencies.buckets[i];
        total += latencies.buckets[i];
      }
    }
    long rank = (long) Math.ceil(q * total);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += sums[i];
      if (seen >= rank && seen > 0) {
        return middle(i);
      }
    }
    return Double.NaN;
  }

  private static int bucket(long nanos) {
    int exponent = 63 - Long.numberOfLeadingZeros(nanos);
    int step = (int) (nanos >>> (exponent - STEP_BITS)) & (STEPS - 1);
    return Math.min(BUCKETS - 1, (exponent - STEP_BITS) * STEPS + step);
  }

  private static double middle(int bucket) {
    int exponent = bucket / STEPS + STEP_BITS;
    return Math.scalb(1 + (bucket % STEPS + 0.5) / STEPS, exponent);
  }
}
