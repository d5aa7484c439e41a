package io.grpcpool.planner.size;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The size of the pools of one cluster.
 *
 * @param connections per endpoint and pool, at least 1
 * @param needed what load asks for, whatever the limits say
 * @param limit what keeps the size from what load, or the policy's minimum, asks for
 * @param lowSince since when load has needed fewer connections; null: it does not
 * @param crowd by which the budget is shared
 */
public record PoolSize(
    int connections, int needed, Limit limit, @Nullable Instant lowSince, Crowd crowd) {

  /**
   * Immutable. The most pools that were connected lately.
   *
   * @param seen when there were as many last
   */
  public record Crowd(int pools, Instant seen) {

    /** Nobody was there. */
    public static final Crowd NONE = new Crowd(0, Instant.MIN);

    /** The crowd when this many pools are connected; fewer count only after the time. */
    Crowd with(int connected, Instant now, Duration time) {
      return connected >= pools || !now.minus(time).isBefore(seen)
          ? new Crowd(connected, now)
          : this;
    }
  }

  /** Immutable. What bounds a size. */
  public enum Limit {
    /** Load has what it needs. */
    NONE,
    /** Load needs more than the policy's maximum. */
    MAX,
    /** The budget of each backend, shared by all pools, allows fewer. */
    BUDGET
  }

  /** Before anything is known: the least that the policy allows. */
  public static PoolSize initial(SizeLimits limits) {
    return new PoolSize(limits.min(), 1, Limit.NONE, null, Crowd.NONE);
  }
}
