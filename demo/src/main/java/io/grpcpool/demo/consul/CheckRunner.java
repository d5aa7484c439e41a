package io.grpcpool.demo.consul;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: one lock guards the running checks. Keeps exactly the checks running that are
 * registered, and takes out instances that stay critical for too long.
 */
final class CheckRunner implements AutoCloseable {
  private final Agent agent;
  private final ScheduledExecutorService scheduler;
  private final Map<String, Running> running = new HashMap<>();

  CheckRunner(Agent agent, ScheduledExecutorService scheduler) {
    this.agent = agent;
    this.scheduler = scheduler;
  }

  /** Starts what is registered and not running, and stops what runs and is not registered. */
  synchronized void reconcile() {
    List<CheckDefinition> wanted = agent.checks();
    running
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !wanted.contains(entry.getValue().definition);
              if (gone) {
                entry.getValue().stop();
              }
              return gone;
            });
    for (CheckDefinition definition : wanted) {
      running.computeIfAbsent(definition.checkId(), id -> new Running(definition)).start();
    }
  }

  /**
   * A report for a TTL check, whose time starts again.
   *
   * @throws BadRequestException if the check is unknown, or is not one that is reported
   */
  synchronized void report(String checkId, CheckStatus status, String output) {
    Running check = running.get(checkId);
    if (check == null) {
      throw new BadRequestException(
          404,
          "Unknown check ID \""
              + checkId
              + "\". Ensure that the check ID is passed, not the check name.");
    }
    if (!(check.definition.kind() instanceof CheckDefinition.Ttl)) {
      throw new BadRequestException(
          500, "CheckID \"" + checkId + "\" does not have associated TTL");
    }
    check.settle(status, output);
    check.restartTtl();
  }

  @Override
  public synchronized void close() {
    running.values().forEach(Running::stop);
    running.clear();
  }

  /** One check that runs. */
  private final class Running {
    private final CheckDefinition definition;
    private final ResultCounter counter;
    private @Nullable GrpcProbe probe;
    private @Nullable ScheduledFuture<?> task;
    private @Nullable ScheduledFuture<?> reaper;

    Running(CheckDefinition definition) {
      this.definition = definition;
      this.counter =
          new ResultCounter(
              definition.kind() instanceof CheckDefinition.Grpc grpc
                  ? grpc.thresholds()
                  : CheckDefinition.Thresholds.IMMEDIATE);
    }

    void start() {
      if (task != null) {
        return;
      }
      if (definition.kind() instanceof CheckDefinition.Grpc grpc) {
        GrpcProbe started = new GrpcProbe(grpc);
        probe = started;
        task =
            scheduler.scheduleAtFixedRate(
                () -> started.ask(this::counted),
                0,
                grpc.interval().toNanos(),
                TimeUnit.NANOSECONDS);
      } else {
        restartTtl();
      }
      if (definition.initial() == CheckStatus.CRITICAL) {
        scheduleReaper();
      }
    }

    void stop() {
      cancel(task);
      cancel(reaper);
      if (probe != null) {
        probe.close();
      }
    }

    void restartTtl() {
      if (definition.kind() instanceof CheckDefinition.Ttl ttl) {
        cancel(task);
        task = after(ttl.ttl(), () -> settle(CheckStatus.CRITICAL, "TTL expired"));
      }
    }

    private void counted(boolean success, String output) {
      synchronized (CheckRunner.this) {
        if (running.get(definition.checkId()) == this) {
          counter.after(success).ifPresent(status -> settle(status, output));
        }
      }
    }

    private void settle(CheckStatus status, String output) {
      synchronized (CheckRunner.this) {
        agent.report(definition.checkId(), status, output);
        if (status != CheckStatus.CRITICAL) {
          cancel(reaper);
          reaper = null;
        } else if (reaper == null) {
          scheduleReaper();
        }
      }
    }

    private void scheduleReaper() {
      if (definition.reaps()) {
        reaper = after(definition.reapAfter(), this::reap);
      }
    }

    private void reap() {
      agent.deregister(definition.serviceId());
      reconcile();
    }

    private ScheduledFuture<?> after(Duration delay, Runnable action) {
      return scheduler.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void cancel(@Nullable ScheduledFuture<?> future) {
      if (future != null) {
        future.cancel(false);
      }
    }
  }
}
