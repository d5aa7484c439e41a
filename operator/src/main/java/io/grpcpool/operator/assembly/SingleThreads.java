package io.grpcpool.operator.assembly;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Thread-safe. Schedulers of one named daemon thread each, closed together. */
public final class SingleThreads implements AutoCloseable {

  private final List<ScheduledExecutorService> started = new CopyOnWriteArrayList<>();

  /** A scheduler of its own; its thread starts with its first task. */
  public ScheduledExecutorService named(String name) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    started.add(executor);
    return executor;
  }

  @Override
  public void close() {
    started.forEach(ScheduledExecutorService::shutdownNow);
  }
}
