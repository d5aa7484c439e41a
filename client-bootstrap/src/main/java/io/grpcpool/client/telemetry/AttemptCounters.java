package io.grpcpool.client.telemetry;

import io.grpc.Status;
import io.grpcpool.wire.LatencyBuckets;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Thread-safe: striped counters that only grow, so counting takes no lock and makes no garbage. The
 * attempts to one cluster.
 */
final class AttemptCounters {

  /** As many as there are status codes. */
  static final int CODES = Status.Code.values().length;

  private final LongAdder started = new LongAdder();
  private final LongAdder[] codes = adders(CODES);
  private final LongAdder[] buckets = adders(LatencyBuckets.COUNT);
  private final LongAdder nanos = new LongAdder();

  private static LongAdder[] adders(int count) {
    return Stream.generate(LongAdder::new).limit(count).toArray(LongAdder[]::new);
  }

  void started() {
    started.increment();
  }

  void ended(Status.Code code, long took) {
    codes[code.value()].increment();
    buckets[LatencyBuckets.of(took)].increment();
    nanos.add(took);
  }

  /**
   * What was counted until now; an attempt that ends meanwhile may be in a part of it, and is in
   * all of it the next time.
   */
  AttemptCounts read() {
    return new AttemptCounts(started.sum(), sums(codes), sums(buckets), nanos.sum());
  }

  private static long[] sums(LongAdder[] adders) {
    return Arrays.stream(adders).mapToLong(LongAdder::sum).toArray();
  }
}
