package io.grpcpool.client.pool;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Thread-safe: one compare-and-set per call. A bucket that fills at a steady rate up to a burst,
 * and from which each call takes one token. Knows no clock: whoever takes says what time it is, in
 * nanoseconds of any origin. The rate is kept to a nanosecond between tokens, which is 0.05 % at a
 * million a second and less below.
 *
 * <p>Instead of tokens it keeps the time at which the bucket will be full (the generic cell rate
 * algorithm), so that nothing needs to fill it.
 */
final class TokenBucket {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final AtomicLong fullAt;
  private volatile Pace pace;

  /** A full bucket. */
  TokenBucket(RateConfig rate, long now) {
    this.fullAt = new AtomicLong(now);
    this.pace = Pace.of(rate);
  }

  /**
   * Immutable.
   *
   * @param perToken nanoseconds in which a token comes
   * @param perBurst nanoseconds in which an empty bucket becomes full
   */
  private record Pace(RateConfig rate, long perToken, long perBurst) {
    static Pace of(RateConfig rate) {
      long perToken = Math.round((double) NANOS_PER_SECOND / rate.requestsPerSecond());
      return new Pace(rate, perToken, perToken * rate.burst());
    }
  }

  RateConfig rate() {
    return pace.rate();
  }

  /** From now on fills at this rate; what was taken stays taken. */
  void fill(RateConfig rate) {
    pace = Pace.of(rate);
  }

  /** Takes a token if there is one. */
  boolean take(long now) {
    Pace current = pace;
    while (true) {
      long before = fullAt.get();
      long after = (before - now > 0 ? before : now) + current.perToken();
      if (after - now > current.perBurst()) {
        return false;
      }
      if (fullAt.compareAndSet(before, after)) {
        return true;
      }
    }
  }
}
