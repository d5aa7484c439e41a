package io.grpcpool.operator.discovery.consul;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: the source's thread, its clock and its dice.
 *
 * @param scheduler runs one task at a time
 */
record Timing(ScheduledExecutorService scheduler, InstantSource clock, RandomGenerator random) {
  private static final Logger LOG = LoggerFactory.getLogger(Timing.class);

  /** Something that will run once unless it is cancelled. */
  interface Timer {
    void cancel();
  }

  Instant now() {
    return clock.instant();
  }

  void execute(Runnable task) {
    after(Duration.ZERO, task);
  }

  /** Runs the task on the source's thread; on a source that is being stopped it never runs. */
  Timer after(Duration delay, Runnable task) {
    try {
      var scheduled =
          scheduler.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> scheduled.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {};
    }
  }

  /** As {@link #after}, a fifth sooner or later, so that loops do not march in step. */
  Timer around(Duration delay, Runnable task) {
    return after(delay.multipliedBy(800 + random.nextInt(401)).dividedBy(1000), task);
  }

  /** A scheduler would keep the exception in a future that nobody reads. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("consul source: a task failed", e);
    }
  }
}
