package io.grpcpool.planner.plan;

import java.util.List;

/**
 * Immutable. A cluster's part of the weighted route.
 *
 * @param basisPoints 1 to 10,000; a route's sum is 10,000
 */
public record WeightedCluster(String cluster, int basisPoints) {

  /** Those of the tracks that get calls. */
  public static List<WeightedCluster> of(List<TrackPlan> tracks) {
    return tracks.stream()
        .filter(track -> track.effectiveBasisPoints() > 0)
        .map(track -> new WeightedCluster(track.cluster(), track.effectiveBasisPoints()))
        .toList();
  }
}
