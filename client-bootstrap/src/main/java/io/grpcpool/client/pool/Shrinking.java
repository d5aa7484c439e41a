package io.grpcpool.client.pool;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the synchronization context. Decides which connection an endpoint gives up, and when:
 * one at a time, never soon after another one or after load was high.
 *
 * <p>One that was idle for the idle timeout goes. So does one of a surplus: load <em>needs</em> so
 * many connections that the most calls that were in flight at once leave each below 70 % of what it
 * is to carry; of those beyond, only {@code maxIdle} are kept.
 */
final class Shrinking {

  private static final double FULL_ENOUGH = 0.7;

  /** Looks at the load within the time for which it must be low. */
  private static final int OBSERVATIONS = 10;

  private long neededAt;
  private long closedAt;
  private boolean closedAny;

  Shrinking(long now) {
    this.neededAt = now;
  }

  /** A connection that the endpoint no longer needs. */
  record Excess(Connection connection, CloseReason reason) {}

  /** Load has just asked for one more connection. */
  void grew(long now) {
    neededAt = now;
  }

  /**
   * Takes in what load was since this was last asked, and says what may go now.
   *
   * @param open oldest first, at least one; more than the minimum
   */
  @Nullable Excess next(List<Connection> open, PoolConfig config, long now) {
    Lifetimes lifetimes = config.lifetimes();
    if (open.size() - needed(open) <= config.connections().maxIdle()) {
      neededAt = now;
    }
    if (nanosQuiet(lifetimes.shrinkAfter(), now) > 0) {
      return null;
    }
    Excess excess = excess(open, lifetimes, now);
    if (excess != null) {
      closedAt = now;
      closedAny = true;
    }
    return excess;
  }

  /** Nanoseconds until {@link #next} may find something, if no call comes. */
  long nanosUntilNext(List<Connection> open, PoolConfig config, long now) {
    Lifetimes lifetimes = config.lifetimes();
    long untilIdle = lifetimes.idleTimeout().toNanos();
    for (Connection connection : open) {
      long idle = connection.load().idleNanos(now);
      untilIdle = Math.min(untilIdle, Math.max(0, lifetimes.idleTimeout().toNanos() - idle));
    }
    boolean mayBeSurplus = open.size() > config.connections().maxIdle();
    long untilFound =
        mayBeSurplus
            ? Math.min(untilIdle, lifetimes.shrinkAfter().toNanos() / OBSERVATIONS)
            : untilIdle;
    return Math.max(untilFound, nanosQuiet(lifetimes.shrinkAfter(), now));
  }

  /** The newest of those with the fewest calls: the least is lost with it. */
  static Connection newestLeastLoaded(List<Connection> open) {
    Connection chosen = open.get(open.size() - 1);
    for (int i = open.size() - 2; i >= 0; i--) {
      if (open.get(i).load().inFlight() < chosen.load().inFlight()) {
        chosen = open.get(i);
      }
    }
    return chosen;
  }

  private @Nullable Excess excess(List<Connection> open, Lifetimes lifetimes, long now) {
    for (int i = open.size() - 1; i >= 0; i--) {
      if (open.get(i).load().idleNanos(now) >= lifetimes.idleTimeout().toNanos()) {
        return new Excess(open.get(i), CloseReason.IDLE);
      }
    }
    return hasSurplus(lifetimes.shrinkAfter(), now)
        ? new Excess(newestLeastLoaded(open), CloseReason.SURPLUS)
        : null;
  }

  private boolean hasSurplus(Duration shrinkAfter, long now) {
    return now - neededAt >= shrinkAfter.toNanos();
  }

  private long nanosQuiet(Duration shrinkAfter, long now) {
    return closedAny ? Math.max(0, shrinkAfter.toNanos() - (now - closedAt)) : 0;
  }

  private static int needed(List<Connection> open) {
    int peak = 0;
    int carries = Integer.MAX_VALUE;
    for (Connection connection : open) {
      peak += connection.load().takePeak();
      carries = Math.min(carries, connection.load().limit());
    }
    return (int) Math.ceil(peak / (FULL_ENOUGH * carries));
  }
}
