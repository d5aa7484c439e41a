package io.grpcpool.client.telemetry;

import io.grpcpool.telemetry.v1.ClusterReport;
import io.grpcpool.telemetry.v1.PoolState;
import io.grpcpool.telemetry.v1.Report;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the telemetry thread. The reports of this process, one after another over all
 * streams. No count is ever reported twice: a report that no server has acknowledged is sent again
 * to the very server that may have it and says that it has not, and given up otherwise.
 */
final class ReportSequence {

  private static final long NANOS_PER_MICRO = 1_000;

  private final AttemptRecorder attempts;
  private final Supplier<Map<String, PoolState>> pools;
  private final LongSupplier nanoTime;

  private final Map<String, AttemptCounts> reported = new HashMap<>();
  private long madeAt;
  private long sequence;
  private @Nullable Report unacknowledged;
  private String sentTo = "";

  /**
   * @param pools the present state of the pools, by cluster
   */
  ReportSequence(
      AttemptRecorder attempts, Supplier<Map<String, PoolState>> pools, LongSupplier nanoTime) {
    this.attempts = attempts;
    this.pools = pools;
    this.nanoTime = nanoTime;
    this.madeAt = nanoTime.getAsLong();
  }

  /**
   * A stream has begun.
   *
   * @param server who answers there
   * @param acknowledged the newest report that it has counted from this process, 0 for none
   * @return the report that it has to be sent again
   */
  Optional<Report> begin(String server, long acknowledged) {
    Report last = unacknowledged;
    if (last != null && !(server.equals(sentTo) && acknowledged == last.getSequence() - 1)) {
      unacknowledged = null;
    }
    sentTo = server;
    return Optional.ofNullable(unacknowledged);
  }

  /** The server has counted all reports up to this. */
  void acknowledged(long newest) {
    if (unacknowledged != null && unacknowledged.getSequence() <= newest) {
      unacknowledged = null;
    }
  }

  /** Whether a report is under way, so that there must be no other. */
  boolean isWaiting() {
    return unacknowledged != null;
  }

  /**
   * What happened since the report before.
   *
   * @param wanted the clusters that the server wants to hear of; the others are left out for good
   */
  Report next(Predicate<String> wanted) {
    long now = nanoTime.getAsLong();
    Report.Builder report =
        Report.newBuilder()
            .setSequence(++sequence)
            .setElapsedMicros(Math.max(1, (now - madeAt) / NANOS_PER_MICRO));
    Map<String, PoolState> states = pools.get();
    Map<String, AttemptCounts> counts = attempts.read();
    Set<String> clusters = new HashSet<>(states.keySet());
    clusters.addAll(counts.keySet());
    for (String cluster : clusters) {
      ClusterReport said =
          report(cluster, counts.getOrDefault(cluster, AttemptCounts.NONE), states.get(cluster));
      if (wanted.test(cluster)) {
        report.addClusters(said);
      }
    }
    madeAt = now;
    unacknowledged = report.build();
    return unacknowledged;
  }

  private ClusterReport report(String cluster, AttemptCounts now, @Nullable PoolState state) {
    AttemptCounts change = now.minus(reported.getOrDefault(cluster, AttemptCounts.NONE));
    ClusterReport.Builder report = ClusterReport.newBuilder().setCluster(cluster);
    change.writeTo(report);
    if (state != null) {
      report.setPools(state);
    }
    if (state == null && change.isNothing()) {
      attempts.forget(cluster);
      reported.remove(cluster);
    } else {
      reported.put(cluster, now);
    }
    return report.build();
  }
}
