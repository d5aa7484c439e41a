package io.grpcpool.operator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Not thread-safe. Runs tasks when the test lets time pass. */
final class FakePlannerThread implements PlannerThread {

  private final List<Task> tasks = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long sequence;

  private record Task(Instant due, long sequence, Runnable action) {}

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void execute(Runnable action) {
    schedule(Duration.ZERO, action);
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable action) {
    Task task = new Task(now.plus(delay), sequence++, action);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  /** Runs what is due now, and what that makes due. */
  void runDue() {
    advance(Duration.ZERO);
  }

  /** Lets time pass, task by task. */
  void advance(Duration time) {
    Instant end = now.plus(time);
    for (Optional<Task> next = nextUntil(end); next.isPresent(); next = nextUntil(end)) {
      Task task = next.get();
      tasks.remove(task);
      now = task.due().isAfter(now) ? task.due() : now;
      task.action().run();
    }
    now = end;
  }

  private Optional<Task> nextUntil(Instant end) {
    return tasks.stream()
        .filter(task -> !task.due().isAfter(end))
        .min(Comparator.comparing(Task::due).thenComparing(Task::sequence));
  }
}
