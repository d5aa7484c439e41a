package io.grpcpool.client.telemetry;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpcpool.telemetry.v1.Client;
import io.grpcpool.telemetry.v1.Report;
import io.grpcpool.telemetry.v1.ReportResponse;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the telemetry thread. Keeps one stream to the control plane, reports at the interval
 * that it asks for, and comes again after a while when the stream breaks.
 */
final class TelemetryLink {

  private static final Logger LOG = Logger.getLogger(TelemetryLink.class.getName());

  private static final int SHORTEST_INTERVAL_MILLIS = 200;

  private final ManagedChannel channel;
  private final Client client;
  private final ReportSequence reports;
  private final Redials redials;
  private final ScheduledExecutorService thread;
  private @Nullable ReportStream stream;
  private @Nullable Future<?> next;
  private Set<String> services = Set.of();
  private boolean welcome;
  private boolean complained;
  private boolean closed;

  TelemetryLink(
      ManagedChannel channel,
      Client client,
      ReportSequence reports,
      Redials redials,
      ScheduledExecutorService thread) {
    this.channel = channel;
    this.client = client;
    this.reports = reports;
    this.redials = redials;
    this.thread = thread;
  }

  /** Opens a stream. */
  void open() {
    welcome = false;
    ReportStream opened = new ReportStream(thread, this::answered, this::ended);
    stream = opened;
    opened.open(channel, client);
  }

  /** Reports what is left to report, if that can be done at once, and ends. */
  void close() {
    closed = true;
    cancelNext();
    ReportStream open = stream;
    if (open != null) {
      if (welcome && !reports.isWaiting()) {
        open.send(reports.next(this::isWanted));
      }
      open.finish();
    }
    channel.shutdown();
  }

  private void answered(ReportResponse response) {
    services = Set.copyOf(response.getServicesList());
    if (welcome) {
      reports.acknowledged(response.getAcknowledged());
    } else {
      welcome = true;
      complained = false;
      redials.answered();
      reports.begin(response.getServer(), response.getAcknowledged()).ifPresent(this::send);
    }
    if (!closed && !reports.isWaiting()) {
      schedule(Math.max(SHORTEST_INTERVAL_MILLIS, response.getIntervalMillis()), this::report);
    }
  }

  private void report() {
    send(reports.next(this::isWanted));
  }

  private void send(Report report) {
    if (stream != null) {
      stream.send(report);
    }
  }

  private boolean isWanted(String cluster) {
    return services.isEmpty()
        || services.contains(cluster.substring(0, Math.max(0, cluster.lastIndexOf('/'))));
  }

  private void ended(Status status) {
    stream = null;
    cancelNext();
    if (closed) {
      return;
    }
    if (!complained) {
      complained = true;
      LOG.log(
          Level.FINE, "pool telemetry to {0} is interrupted: {1}", new Object[] {channel, status});
    }
    schedule(redials.after(status.getCode()).toMillis(), this::open);
  }

  private void schedule(long millis, Runnable action) {
    cancelNext();
    next = thread.schedule(() -> guard(action), millis, TimeUnit.MILLISECONDS);
  }

  /** What fails here must neither end the reports for good nor go unnoticed. */
  private void guard(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "pool telemetry failed; it is tried again later", e);
      schedule(Redials.LONGEST.toMillis(), this::report);
    }
  }

  private void cancelNext() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }
}
