package io.grpcpool.planner.size;

import java.time.Instant;

/**
 * Immutable. The size of the pools of one track, and what it was last changed by.
 *
 * @param size as of now
 * @param basis the demand when the size, or what bounds it, became what it is: it does not move
 *     with each second's load
 */
public record TrackSizing(PoolSize size, PoolDemand basis) {

  /** Before anybody has told of a pool. */
  public static TrackSizing initial(SizeLimits limits) {
    return new TrackSizing(PoolSize.initial(limits), PoolDemand.NONE);
  }

  /** From now on. */
  public TrackSizing next(SizeLimits limits, PoolDemand demand, Instant now) {
    PoolSize next = new PoolSizer(limits).next(size, demand, now);
    boolean stays =
        basis.isKnown() && next.connections() == size.connections() && next.limit() == size.limit();
    return new TrackSizing(next, stays ? basis : demand);
  }

  /** Whether there is anything to show that was not shown before. */
  public boolean showsOtherThan(TrackSizing before) {
    return !basis.equals(before.basis)
        || size.connections() != before.size.connections()
        || size.limit() != before.size.limit();
  }
}
