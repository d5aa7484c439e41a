package io.grpcpool.operator.http.stats;

import io.grpcpool.operator.http.stats.Stats.LoadStats;
import io.grpcpool.xds.load.ClusterLoad;
import io.grpcpool.xds.telemetry.ClusterTelemetry;
import java.util.Map;

/**
 * Immutable. What is known of the calls to a policy's tracks, over all replicas.
 *
 * @param loads by cluster
 * @param telemetry by cluster
 */
record TrackFigures(Map<String, ClusterLoad> loads, Map<String, ClusterTelemetry> telemetry) {

  /** Nothing. */
  static final TrackFigures NONE = new TrackFigures(Map.of(), Map.of());

  LoadStats load(String cluster) {
    ClusterLoad load = loads.getOrDefault(cluster, ClusterLoad.NONE);
    return new LoadStats(
        load.issued(),
        load.succeeded(),
        load.failed(),
        load.dropped(),
        load.inProgress(),
        load.streams());
  }

  TelemetryStats telemetry(String cluster) {
    return TelemetryStats.of(telemetry.getOrDefault(cluster, ClusterTelemetry.NONE));
  }
}
