package io.grpcpool.operator.discovery.consul;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the source's thread. Exponential back-off with full jitter, 250 ms to 30 s. It starts
 * anew only after a success that lasted, so that a server that fails every other time is spared.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration MAX = Duration.ofSeconds(30);
  private static final Duration LASTING = Duration.ofSeconds(5);
  private static final int MAX_DOUBLINGS = 7;

  private final RandomGenerator random;
  private int failures;
  private @Nullable Instant goodSince;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  void succeeded(Instant now) {
    if (goodSince == null) {
      goodSince = now;
    }
  }

  /** How long to wait; never less than what the server asked for. */
  Duration failed(Instant now, Duration retryAfter) {
    if (goodSince != null && Duration.between(goodSince, now).compareTo(LASTING) >= 0) {
      failures = 0;
    }
    goodSince = null;
    Duration ceiling = FIRST.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    failures++;
    long bound = Math.min(ceiling.toMillis(), MAX.toMillis());
    Duration jittered = Duration.ofMillis(random.nextLong(bound + 1));
    return jittered.compareTo(retryAfter) > 0 ? jittered : retryAfter;
  }
}
