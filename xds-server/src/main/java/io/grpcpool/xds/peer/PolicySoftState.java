package io.grpcpool.xds.peer;

import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.load.ClusterLoad;
import io.grpcpool.xds.telemetry.ClusterTelemetry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What one replica knows of one policy by its own clients, or several replicas together.
 *
 * @param resources how far each resource of the policy has come
 * @param loads by cluster
 * @param telemetry of pools, by cluster
 * @param cuts the most that a revision may get, in hundredths of a percent of the split calls
 */
public record PolicySoftState(
    Map<ResourceKey, ResourceCounts> resources,
    Map<String, ClusterLoad> loads,
    Map<String, ClusterTelemetry> telemetry,
    Map<Revision, Integer> cuts) {

  /** Nothing is known. */
  public static final PolicySoftState NONE =
      new PolicySoftState(Map.of(), Map.of(), Map.of(), Map.of());

  /** Copies the maps. */
  public PolicySoftState {
    resources = Map.copyOf(resources);
    loads = Map.copyOf(loads);
    telemetry = Map.copyOf(telemetry);
    cuts = Map.copyOf(cuts);
  }

  /** Whether all but the load, which telemetry is part of, is as it was. */
  boolean differsInLoadAlone(@Nullable PolicySoftState before) {
    return before != null && resources.equals(before.resources) && cuts.equals(before.cuts);
  }

  /** The load of each cluster over several replicas: counts and gauges are summed. */
  public static Map<String, ClusterLoad> sumOfLoads(Collection<PolicySoftState> states) {
    Map<String, ClusterLoad> sums = new HashMap<>();
    states.forEach(
        state -> state.loads.forEach((name, load) -> sums.merge(name, load, ClusterLoad::plus)));
    return sums;
  }

  /** The telemetry of each cluster over several replicas: counts and gauges are summed. */
  public static Map<String, ClusterTelemetry> sumOfTelemetry(Collection<PolicySoftState> states) {
    Map<String, ClusterTelemetry> sums = new HashMap<>();
    states.forEach(
        state ->
            state.telemetry.forEach(
                (name, told) -> sums.merge(name, told, ClusterTelemetry::plus)));
    return sums;
  }

  /** The cuts of several replicas: the lowest cap of each revision holds. */
  public static Map<Revision, Integer> lowestCuts(Collection<PolicySoftState> states) {
    Map<Revision, Integer> lowest = new HashMap<>();
    states.forEach(
        state -> state.cuts.forEach((revision, cap) -> lowest.merge(revision, cap, Math::min)));
    return lowest;
  }
}
