package io.grpcpool.client.telemetry;

import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Thread-safe: one concurrent map. Counts the attempts to each cluster. */
final class AttemptRecorder {

  private final Map<String, AttemptCounters> clusters = new ConcurrentHashMap<>();

  void started(String cluster) {
    counters(cluster).started();
  }

  void ended(String cluster, Status.Code code, long nanos) {
    counters(cluster).ended(code, nanos);
  }

  /** What was counted for each cluster until now. */
  Map<String, AttemptCounts> read() {
    return clusters.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().read()));
  }

  /** Counts a cluster from zero again: it has no pool any more, and all of it was reported. */
  void forget(String cluster) {
    clusters.remove(cluster);
  }

  private AttemptCounters counters(String cluster) {
    AttemptCounters known = clusters.get(cluster);
    return known != null ? known : clusters.computeIfAbsent(cluster, name -> new AttemptCounters());
  }
}
