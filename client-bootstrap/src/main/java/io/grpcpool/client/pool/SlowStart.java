package io.grpcpool.client.pool;

import java.time.Duration;

/**
 * Confined to one thread. The share of its calls that an endpoint gets while it is new: it climbs
 * in steps, linearly with time, so that a process that has just started can warm its caches.
 */
final class SlowStart {

  /** The share of an endpoint that is not new, in steps. */
  static final int FULL = 20;

  private boolean climbing;
  private long beganAt;

  /** The endpoint may take calls from now on, as one that is new. */
  void begin(long now) {
    climbing = true;
    beganAt = now;
  }

  /** Of {@link #FULL}; at least 1, and full once the time is over. */
  int share(Duration slowStart, long now) {
    climbing = climbing && now - beganAt < slowStart.toNanos();
    return climbing ? step(slowStart, now) : FULL;
  }

  boolean isClimbing() {
    return climbing;
  }

  /** Nanoseconds until {@link #share} says something else; {@link Long#MAX_VALUE} if never. */
  long nanosUntilNextStep(Duration slowStart, long now) {
    if (!climbing) {
      return Long.MAX_VALUE;
    }
    long elapsed = now - beganAt;
    long nextAt = (slowStart.toNanos() * (step(slowStart, now) + 1) + FULL - 1) / FULL;
    return elapsed >= slowStart.toNanos() ? 0 : Math.max(0, nextAt - elapsed);
  }

  private int step(Duration slowStart, long now) {
    return (int) Math.max(1, FULL * (now - beganAt) / Math.max(1, slowStart.toNanos()));
  }
}
