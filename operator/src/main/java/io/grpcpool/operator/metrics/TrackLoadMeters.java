package io.grpcpool.operator.metrics;

import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.operator.world.Reports;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.xds.load.ClusterLoad;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Confined to the planner thread, which tells of changed reports; the meters read the load from any
 * thread. What clients report of their calls to each track, while the policy is served.
 */
public final class TrackLoadMeters {

  private final MeterRegistry registry;
  private final Function<String, Optional<ClusterLoad>> loads;
  private final Map<PolicyId, Registered> policies = new HashMap<>();

  /** Immutable. The meters of a policy, and the cluster of each track that they stand for. */
  private record Registered(Map<String, String> clusters, List<Meter> meters) {}

  /**
   * Registers nothing before it follows reports.
   *
   * @param loads the load of a cluster
   */
  public TrackLoadMeters(MeterRegistry registry, Function<String, Optional<ClusterLoad>> loads) {
    this.registry = registry;
    this.loads = loads;
  }

  /** Keeps the meters in step with what is served. */
  public void follow(Reports reports) {
    reports.onChange(id -> update(id, clusters(reports.find(id))));
  }

  private static Map<String, String> clusters(Optional<PolicyReport> report) {
    Map<String, String> clusters = new TreeMap<>();
    report
        .map(PolicyReport::served)
        .ifPresent(
            plan -> plan.tracks().forEach(track -> clusters.put(track.name(), track.cluster())));
    return clusters;
  }

  private void update(PolicyId id, Map<String, String> clusters) {
    Registered before = policies.get(id);
    if (before != null && before.clusters().equals(clusters)) {
      return;
    }
    if (before != null) {
      before.meters().forEach(registry::remove);
      policies.remove(id);
    }
    if (!clusters.isEmpty()) {
      policies.put(id, new Registered(clusters, metersOf(id, clusters)));
    }
  }

  private List<Meter> metersOf(PolicyId id, Map<String, String> clusters) {
    List<Meter> meters = new ArrayList<>();
    clusters.forEach(
        (track, cluster) -> {
          Tags tags = Tags.of("policy", id.toString(), "track", track);
          meters.add(counter(cluster, tags.and("outcome", "issued"), ClusterLoad::issued));
          meters.add(counter(cluster, tags.and("outcome", "succeeded"), ClusterLoad::succeeded));
          meters.add(counter(cluster, tags.and("outcome", "failed"), ClusterLoad::failed));
          meters.add(counter(cluster, tags.and("outcome", "dropped"), ClusterLoad::dropped));
          meters.add(
              Gauge.builder(
                      "grpcpool.track.requests.in.progress",
                      () -> read(cluster, ClusterLoad::inProgress))
                  .tags(tags)
                  .register(registry));
        });
    return meters;
  }

  private Meter counter(String cluster, Tags tags, ToDoubleFunction<ClusterLoad> count) {
    return FunctionCounter.builder(
            "grpcpool.track.requests", this, self -> self.read(cluster, count))
        .description("Attempts that clients report by LRS")
        .tags(tags)
        .register(registry);
  }

  private double read(String cluster, ToDoubleFunction<ClusterLoad> count) {
    return loads.apply(cluster).map(count::applyAsDouble).orElse(0.0);
  }
}
