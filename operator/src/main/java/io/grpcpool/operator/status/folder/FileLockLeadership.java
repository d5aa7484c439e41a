package io.grpcpool.operator.status.folder;

import io.grpcpool.operator.status.Leadership;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: guarded by itself. The process that holds the lock on the state folder leads; the
 * operating system frees the lock of a process that ends, however it ends.
 */
public final class FileLockLeadership implements Leadership {

  private static final Logger LOG = LoggerFactory.getLogger(FileLockLeadership.class);
  private static final long RETRY_SECONDS = 1;

  private final Path file;
  private final ScheduledExecutorService scheduler;
  private @Nullable FileChannel channel;
  private @Nullable FileLock lock;
  private boolean failing;
  private boolean closed;

  /**
   * @param scheduler tries again while another process leads; not closed here
   */
  public FileLockLeadership(Path folder, ScheduledExecutorService scheduler) {
    this.file = folder.resolve("leader.lock");
    this.scheduler = scheduler;
  }

  @Override
  public void start(Runnable onLead) {
    scheduler.execute(() -> attempt(onLead));
    scheduler.scheduleWithFixedDelay(
        () -> attempt(onLead), RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public synchronized boolean isLeader() {
    return lock != null && lock.isValid();
  }

  private void attempt(Runnable onLead) {
    if (!isLeader() && tryLock()) {
      onLead.run();
    }
  }

  private synchronized boolean tryLock() {
    if (closed) {
      return false;
    }
    try {
      if (channel == null) {
        Files.createDirectories(file.getParent());
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      }
      lock = channel.tryLock();
      failing = false;
      return lock != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        LOG.warn("state={} cannot be locked, status is not written", file.getParent(), e);
      }
      return false;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.debug("lock={} did not close; the process's end frees it", file, e);
      }
    }
  }
}
