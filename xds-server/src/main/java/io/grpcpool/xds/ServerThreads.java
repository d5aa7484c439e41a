package io.grpcpool.xds;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Thread-safe. The threads of a server that are its own: one for each shard, one for delays. */
final class ServerThreads {

  private final List<ExecutorService> shards = new ArrayList<>();
  private final ScheduledExecutorService scheduler;
  private final boolean ownsScheduler;

  ServerThreads(int shardCount, @Nullable ScheduledExecutorService given) {
    for (int i = 0; i < shardCount; i++) {
      shards.add(newShard("xds-shard-" + i));
    }
    ownsScheduler = given == null;
    scheduler = given == null ? newScheduler() : given;
  }

  /** After the end it drops what it gets: the streams are over, and nobody looks at them. */
  private static ExecutorService newShard(String name) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        daemon(name),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  private static ScheduledExecutorService newScheduler() {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1, daemon("xds-delays"));
    // A hold or a grace that ended early must not stay in memory until its time.
    scheduler.setRemoveOnCancelPolicy(true);
    return scheduler;
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  List<ExecutorService> shards() {
    return List.copyOf(shards);
  }

  ScheduledExecutorService scheduler() {
    return scheduler;
  }

  /** Lets the shards finish what they were asked, for at most 5 s. */
  void close() throws InterruptedException {
    shards.forEach(ExecutorService::shutdown);
    for (ExecutorService shard : shards) {
      shard.awaitTermination(5, TimeUnit.SECONDS);
    }
    if (ownsScheduler) {
      scheduler.shutdownNow();
    }
  }
}
