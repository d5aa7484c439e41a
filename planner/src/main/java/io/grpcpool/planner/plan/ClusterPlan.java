package io.grpcpool.planner.plan;

import java.util.List;

/**
 * Immutable. A cluster and its endpoints; the cluster exists without any, too.
 *
 * @param localities sorted by priority and place; one entry for each pair of them
 */
public record ClusterPlan(String name, List<LocalityGroup> localities) {
  public ClusterPlan {
    localities = List.copyOf(localities);
  }
}
