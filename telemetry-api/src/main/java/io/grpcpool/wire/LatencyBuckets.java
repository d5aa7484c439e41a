package io.grpcpool.wire;

/**
 * Immutable. The buckets of every latency sketch: 16 of equal width in each power of two, from 1 µs
 * to 268 s, so that a bucket's middle is within 3.2 % of what fell into it. As the layout is the
 * same everywhere, two sketches are merged by adding up, and the size of one is known before it is
 * read.
 *
 * <p>Bucket 0 holds what is below 1 µs and up to 16 µs each microsecond has its own; the last one
 * holds all that is longer.
 */
public final class LatencyBuckets {

  /** How many buckets there are. */
  public static final int COUNT = 400;

  private static final int SUB_BITS = 4;
  private static final int SUBS = 1 << SUB_BITS;
  private static final long NANOS_PER_MICRO = 1_000;

  private LatencyBuckets() {}

  /** The bucket of a duration; what is negative counts as nothing. */
  public static int of(long nanos) {
    long micros = Math.max(0, nanos) / NANOS_PER_MICRO;
    if (micros < SUBS) {
      return (int) micros;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - SUB_BITS;
    long bucket = ((long) shift << SUB_BITS) + (micros >>> shift);
    return (int) Math.min(bucket, COUNT - 1);
  }

  /** The shortest duration of a bucket, in microseconds; {@link #COUNT} is where the last ends. */
  public static long lowestMicros(int bucket) {
    if (bucket < SUBS) {
      return bucket;
    }
    int shift = (bucket >>> SUB_BITS) - 1;
    return (long) (SUBS + (bucket & (SUBS - 1))) << shift;
  }

  /**
   * The duration below which this part of what was counted lies, to within a bucket: the middle of
   * the bucket in which it falls; 0 where nothing was counted.
   *
   * @param counts one for each bucket
   * @param part above 0, at most 1: 0.99 for the 99th percentile
   */
  public static long quantileMicros(long[] counts, double part) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    long rank = Math.max(1, (long) Math.ceil(part * total));
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= rank) {
        return (lowestMicros(bucket) + lowestMicros(bucket + 1)) / 2;
      }
    }
    return 0;
  }
}
