package io.grpcpool.operator.status.folder;

import io.grpcpool.operator.status.Leadership;
import io.grpcpool.operator.status.Statuses;
import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.operator.world.Reports;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.policy.status.GrpcPoolPolicyStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: files are written on the scheduler's thread alone. Writes the statuses that changed,
 * each at most once per {@link #INTERVAL}, while this process leads.
 */
public final class FolderStatusWriter {

  /** The shortest time between two writes of one policy's status. */
  public static final Duration INTERVAL = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(FolderStatusWriter.class);

  private final StateFolder folder;
  private final Reports reports;
  private final Statuses statuses;
  private final Leadership leadership;
  private final ScheduledExecutorService scheduler;
  private final Set<PolicyId> changed = ConcurrentHashMap.newKeySet();
  private final Map<PolicyId, GrpcPoolPolicyStatus> written = new HashMap<>();
  private boolean failing;

  /**
   * @param scheduler one thread; not closed here
   */
  public FolderStatusWriter(
      StateFolder folder,
      Reports reports,
      Statuses statuses,
      Leadership leadership,
      ScheduledExecutorService scheduler) {
    this.folder = folder;
    this.reports = reports;
    this.statuses = statuses;
    this.leadership = leadership;
    this.scheduler = scheduler;
  }

  /** The first write is after one interval. */
  public void start() {
    scheduler.scheduleWithFixedDelay(
        this::writeChanged, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A policy's status may be another now. */
  public void changed(PolicyId id) {
    changed.add(id);
  }

  /** Everything is written anew: another process led before. */
  public void writeAll() {
    reports.all().forEach(report -> changed.add(report.id()));
  }

  void writeChanged() {
    if (!leadership.isLeader()) {
      return;
    }
    for (PolicyId id : Set.copyOf(changed)) {
      changed.remove(id);
      try {
        write(id);
        failing = false;
      } catch (IOException e) {
        changed.add(id);
        logOnce(e);
        return;
      }
    }
  }

  private void write(PolicyId id) throws IOException {
    PolicyReport report = reports.find(id).orElse(null);
    if (report == null) {
      written.remove(id);
      folder.delete(id);
      return;
    }
    if (!written.containsKey(id)) {
      folder.read(id).ifPresent(status -> statuses.remember(id, status));
    }
    GrpcPoolPolicyStatus status = statuses.of(report);
    if (!status.equals(written.get(id))) {
      folder.write(id, status);
      written.put(id, status);
    }
  }

  private void logOnce(IOException e) {
    if (!failing) {
      failing = true;
      LOG.warn(
          "state={} status cannot be written, clients are served all the same", folder.path(), e);
    }
  }
}
