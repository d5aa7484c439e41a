package io.grpcpool.client.telemetry;

import io.grpc.Status;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Confined to the telemetry thread. How long to wait before the next stream: 1 s after one that the
 * server had answered, then ever longer, up to a minute, and ten where there is no such service.
 */
final class Redials {

  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofMinutes(1);
  static final Duration NOT_SERVED = Duration.ofMinutes(10);

  private static final double GROWTH = 1.6;
  private static final double JITTER = 0.2;

  private final RandomGenerator random;
  private double nextMillis = FIRST.toMillis();

  Redials(RandomGenerator random) {
    this.random = random;
  }

  /** The server has answered. */
  void answered() {
    nextMillis = FIRST.toMillis();
  }

  /** The time to wait after a stream that ended like this. */
  Duration after(Status.Code end) {
    if (end == Status.Code.UNIMPLEMENTED) {
      return jittered(NOT_SERVED.toMillis());
    }
    Duration wait = jittered(nextMillis);
    nextMillis = Math.min(nextMillis * GROWTH, LONGEST.toMillis());
    return wait;
  }

  private Duration jittered(double millis) {
    return Duration.ofMillis((long) (millis * (1 - JITTER + 2 * JITTER * random.nextDouble())));
  }
}
