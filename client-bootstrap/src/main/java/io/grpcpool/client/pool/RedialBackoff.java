package io.grpcpool.client.pool;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Confined to the synchronization context. How long to wait before dialling again an endpoint that
 * accepts connections and closes them at once; grpc-java's own backoff knows only dials that fail.
 */
final class RedialBackoff {

  private static final Duration SHORT_LIFE = Duration.ofSeconds(1);
  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 30_000;
  private static final int MOST_DOUBLINGS = 9;

  private final RandomGenerator random;
  private int shortLives;

  RedialBackoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The wait after a connection was lost: none if it had lived for a second or was the first to die
   * young, then doubling from 100 ms to 30 s with 20 % jitter.
   */
  Duration afterLoss(long livedNanos) {
    if (livedNanos >= SHORT_LIFE.toNanos()) {
      shortLives = 0;
      return Duration.ZERO;
    }
    shortLives++;
    if (shortLives == 1) {
      return Duration.ZERO;
    }
    long millis =
        Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(shortLives - 2, MOST_DOUBLINGS));
    return Duration.ofNanos((long) (millis * 1e6 * random.nextDouble(0.8, 1.2)));
  }
}
