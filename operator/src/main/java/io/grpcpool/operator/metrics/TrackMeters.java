package io.grpcpool.operator.metrics;

import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.operator.world.Reports;
import io.grpcpool.planner.PolicyId;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Confined to the planner thread, which tells of changed reports. Meters of each track, while its
 * policy is served.
 */
public final class TrackMeters {

  private final MeterRegistry registry;
  private final List<MeterMaker> makers;
  private final Map<PolicyId, Registered> policies = new HashMap<>();

  /** Immutable. The meters of a policy, and the cluster of each track that they stand for. */
  private record Registered(Map<String, String> clusters, List<Meter> meters) {}

  /** Thread-safe. Makes meters of one track that may be read from any thread. */
  @FunctionalInterface
  public interface MeterMaker {

    /** Registers meters with these tags about the cluster of a track. */
    List<Meter> register(String cluster, Tags track);
  }

  /**
   * Registers nothing before it follows reports.
   *
   * @param registry where the makers register
   */
  public TrackMeters(MeterRegistry registry, List<MeterMaker> makers) {
    this.registry = registry;
    this.makers = List.copyOf(makers);
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
    return clusters.entrySet().stream()
        .flatMap(
            track ->
                makers.stream()
                    .flatMap(
                        maker ->
                            maker
                                .register(
                                    track.getValue(),
                                    Tags.of("policy", id.toString(), "track", track.getKey()))
                                .stream()))
        .toList();
  }
}
