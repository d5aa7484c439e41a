package io.grpcpool.planner.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Immutable. A cluster and its endpoints; the cluster exists without any, too.
 *
 * @param localities sorted by priority and place; one entry for each pair of them
 * @param zones the same endpoints in another order of priority, by the zone of the clients that get
 *     them so; clients of all other zones, and of none, get {@code localities}
 */
public record ClusterPlan(
    String name, List<LocalityGroup> localities, SortedMap<String, List<LocalityGroup>> zones) {
  public ClusterPlan {
    localities = List.copyOf(localities);
    SortedMap<String, List<LocalityGroup>> copy = new TreeMap<>();
    zones.forEach((zone, groups) -> copy.put(zone, List.copyOf(groups)));
    zones = Collections.unmodifiableSortedMap(copy);
  }

  /** A cluster whose endpoints are the same for the clients of all zones. */
  public ClusterPlan(String name, List<LocalityGroup> localities) {
    this(name, localities, new TreeMap<>());
  }
}
