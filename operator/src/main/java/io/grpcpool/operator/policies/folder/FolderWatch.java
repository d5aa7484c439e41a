package io.grpcpool.operator.policies.folder;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: guarded by itself. Runs an action on the scheduler when something in the folder has
 * moved and then nothing for a while. A folder that is replaced is found again by {@link
 * #ensureOpen}.
 */
final class FolderWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  private final Path folder;
  private final Duration settle;
  private final ScheduledExecutorService scheduler;
  private final Runnable action;
  private @Nullable WatchService service;
  private @Nullable ScheduledFuture<?> pending;
  private boolean closed;

  FolderWatch(Path folder, Duration settle, ScheduledExecutorService scheduler, Runnable action) {
    this.folder = folder;
    this.settle = settle;
    this.scheduler = scheduler;
    this.action = action;
    ensureOpen();
  }

  /** Opens the watch if it is not, or not any more. */
  synchronized void ensureOpen() {
    if (closed || service != null) {
      return;
    }
    try {
      WatchService opened = folder.getFileSystem().newWatchService();
      folder.register(
          opened,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
      service = opened;
      Thread thread = new Thread(() -> take(opened), "policy-folder-watch");
      thread.setDaemon(true);
      thread.start();
    } catch (IOException e) {
      LOG.debug("folder={} cannot be watched yet, it is looked at now and then", folder, e);
    }
  }

  private void take(WatchService opened) {
    try {
      boolean valid = true;
      while (valid) {
        WatchKey key = opened.take();
        key.pollEvents();
        valid = key.reset();
        moved();
      }
    } catch (ClosedWatchServiceException | InterruptedException end) {
      LOG.debug("folder={} watch ends", folder);
    }
    lost(opened);
  }

  private synchronized void moved() {
    if (pending != null) {
      pending.cancel(false);
    }
    if (!closed) {
      pending = scheduler.schedule(action, settle.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void lost(WatchService opened) {
    closeQuietly(opened);
    if (service == opened) {
      service = null;
    }
  }

  private void closeQuietly(WatchService opened) {
    try {
      opened.close();
    } catch (IOException e) {
      LOG.debug("folder={} watch did not close", folder, e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (service != null) {
      closeQuietly(service);
    }
  }
}
