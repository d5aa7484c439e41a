package io.grpcpool.planner.plan;

import io.grpcpool.planner.route.Selector;

/**
 * Immutable. What became of a track.
 *
 * @param weight as written
 * @param effectiveBasisPoints its share of the calls that are split by weight, 0 to 10,000
 * @param total endpoints that its selector won
 * @param usable those of them that take calls
 */
public record TrackPlan(
    String name,
    Selector selector,
    String cluster,
    long weight,
    int effectiveBasisPoints,
    int total,
    int usable) {

  /** The same with another share. */
  TrackPlan withShare(int basisPoints) {
    return new TrackPlan(name, selector, cluster, weight, basisPoints, total, usable);
  }
}
