package io.grpcpool.planner.size;

import io.grpcpool.planner.size.PoolSize.Crowd;
import io.grpcpool.planner.size.PoolSize.Limit;
import java.time.Instant;

/**
 * Immutable. The next size of the pools of a cluster: rate times latency is how many calls are
 * under way (Little's law), and a fifth more has to fit.
 *
 * <p>A size grows at once, and gives up what the budget of the backends does not allow at once. For
 * want of load it gives up one connection per {@code shrinkAfter}, and only where the others would
 * stay below {@link #LOW} of what they are for: between that and {@link #HEADROOM} lies a band in
 * which nothing changes, so that noise moves no size to and fro. For the same reason the budget is
 * shared by the most pools that there were within {@code shrinkAfter}.
 *
 * @param limits what the policy says
 */
public record PoolSizer(SizeLimits limits) {

  /** Room for this many times the calls that are under way. */
  static final double HEADROOM = 1.2;

  /** The part of what the remaining connections are for below which one is given up. */
  static final double LOW = 0.7;

  /**
   * The size from now on.
   *
   * @param before the size until now
   * @param demand what pools do now; where none is connected, nothing changes
   */
  public PoolSize next(PoolSize before, PoolDemand demand, Instant now) {
    if (!demand.isKnown()) {
      return before;
    }
    double load = demand.concurrency() / limits.requestsPerConnection();
    int needed = (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.ceil(load * HEADROOM)));
    int wanted = Math.max(limits.min(), Math.min(needed, limits.max()));
    Crowd crowd = before.crowd().with(demand.pools(), now, limits.shrinkAfter());
    int share = limits.share(crowd.pools());
    int most = Math.min(limits.max(), share);
    int floor = Math.min(wanted, most);
    // What the limits no longer allow goes at once, or new pools would overrun a backend.
    int allowed = Math.min(before.connections(), most);
    Limit limit = limit(needed, wanted, share);
    if (floor >= allowed) {
      return new PoolSize(floor, needed, limit, null, crowd);
    }
    if (load > LOW * (allowed - 1)) {
      return new PoolSize(allowed, needed, limit, null, crowd);
    }
    Instant lowSince = before.lowSince() == null ? now : before.lowSince();
    return now.isBefore(lowSince.plus(limits.shrinkAfter()))
        ? new PoolSize(allowed, needed, limit, lowSince, crowd)
        : new PoolSize(allowed - 1, needed, limit, now, crowd);
  }

  private Limit limit(int needed, int wanted, int share) {
    if (share < wanted) {
      return Limit.BUDGET;
    }
    return needed > limits.max() ? Limit.MAX : Limit.NONE;
  }
}
