package io.grpcpool.operator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Thread-safe. The planner thread on an executor that has exactly one thread. */
public final class ExecutorPlannerThread implements PlannerThread {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutorPlannerThread.class);

  private final ScheduledExecutorService executor;
  private final InstantSource clock;

  /**
   * @param executor one thread; closed by who made it
   */
  public ExecutorPlannerThread(ScheduledExecutorService executor, InstantSource clock) {
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public void execute(Runnable task) {
    schedule(Duration.ZERO, task);
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    try {
      ScheduledFuture<?> future =
          executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException closing) {
      LOG.debug("the planner thread has ended, a late task is dropped");
      return () -> {};
    }
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException bug) {
        // One policy that trips over a defect must not stop the others.
        LOG.error("a task of the planner thread failed, what is served stays", bug);
      }
    };
  }
}
