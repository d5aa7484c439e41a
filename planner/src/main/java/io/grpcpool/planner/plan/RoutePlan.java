package io.grpcpool.planner.plan;

import java.util.List;

/**
 * Immutable. Where calls go.
 *
 * @param matches in order, before all else
 * @param weighted what takes every other call; basis points sum up to 10,000
 * @param keeper every cluster of the policy, named by a route that no call reaches so that clients
 *     keep the clusters without weight, and their connections
 */
public record RoutePlan(
    List<MatchRoute> matches, List<WeightedCluster> weighted, List<String> keeper) {
  public RoutePlan {
    matches = List.copyOf(matches);
    weighted = List.copyOf(weighted);
    keeper = List.copyOf(keeper);
  }

  /** The same with the weights that these tracks have. */
  RoutePlan weighted(List<TrackPlan> tracks) {
    return new RoutePlan(matches, WeightedCluster.of(tracks), keeper);
  }
}
