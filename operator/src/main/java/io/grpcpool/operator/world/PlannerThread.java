package io.grpcpool.operator.world;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Thread-safe. The one thread that owns the world, with its clock. Tasks run one at a time, in the
 * order in which they were given; a task that fails does not end the thread.
 */
public interface PlannerThread extends InstantSource {

  /** Runs a task soon; returns at once. */
  void execute(Runnable task);

  /** Runs a task after a delay, unless it is cancelled before. */
  Cancellable schedule(Duration delay, Runnable task);

  /** A task that waits for its time. */
  interface Cancellable {
    /** Has no effect on a task that has run or is running. */
    void cancel();
  }
}
