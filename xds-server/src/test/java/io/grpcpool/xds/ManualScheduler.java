package io.grpcpool.xds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Thread-safe: guarded by its own lock. Runs delayed work when the test says that time passed. */
public final class ManualScheduler extends ScheduledThreadPoolExecutor {

  private final List<Task> tasks = new ArrayList<>();
  private long now;

  public ManualScheduler() {
    super(1);
  }

  private static final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {

    private final long due;

    Task(Runnable command, long due) {
      super(command, null);
      this.due = due;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(due, other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  @Override
  public synchronized ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    Task task = new Task(command, now + unit.toNanos(delay));
    tasks.add(task);
    return task;
  }

  /** Lets time pass and runs what became due, on the calling thread. */
  public void advance(Duration time) {
    due(time).forEach(Task::run);
  }

  private synchronized List<Task> due(Duration time) {
    now += time.toNanos();
    List<Task> due =
        tasks.stream().filter(task -> task.due <= now).sorted(Comparator.naturalOrder()).toList();
    tasks.removeAll(due);
    return due;
  }

  /** The time that has passed, in nanoseconds. */
  public synchronized long nanos() {
    return now;
  }

  /** Delayed work that is neither done nor cancelled. */
  public synchronized long waiting() {
    return tasks.stream().filter(task -> !task.isCancelled()).count();
  }
}
