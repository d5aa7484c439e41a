package io.grpcpool.operator.assembly;

import io.javaoperatorsdk.operator.Operator;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: guarded by itself; the framework starts and stops on a thread of its own. Starts the
 * operator framework again and again while the API server cannot be reached, and anew where it gave
 * its watch up: clients are served meanwhile.
 */
public final class OperatorFramework implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorFramework.class);

  private final Supplier<Operator> maker;
  private final Duration retry;
  private @Nullable ScheduledExecutorService thread;
  private Runnable started = () -> {};
  private @Nullable Operator running;
  private boolean awaitingRestart;
  private boolean closed;

  /**
   * @param maker gives an operator with its reconcilers registered, at each start another one: one
   *     that was stopped in the middle of a reconciliation never takes up that policy again
   * @param retry time until the next start after one that failed, or after a watch that ended
   */
  public OperatorFramework(Supplier<Operator> maker, Duration retry) {
    this.maker = maker;
    this.retry = retry;
  }

  /**
   * Returns at once.
   *
   * @param own the framework's start can take minutes, so the thread is nobody else's; not closed
   *     here
   * @param whenStarted runs whenever the reconcilers have begun
   */
  synchronized void start(ScheduledExecutorService own, Runnable whenStarted) {
    thread = own;
    started = whenStarted;
    own.execute(this::attempt);
  }

  /**
   * Starts the framework anew. By itself it ends its watch for good, or the process, when the API
   * server sends an object that cannot be read (java-operator-sdk 5.3.2, InformerWrapper).
   *
   * @param error why the watch ended; null where it was asked to
   */
  public synchronized void watchEnded(@Nullable Throwable error) {
    if (error != null && !closed && !awaitingRestart) {
      LOG.warn("status is not written: the watch of policies ended, beginning anew", error);
      attemptLater();
    }
  }

  private void attempt() {
    try {
      Operator before = giveUpRunning();
      if (before != null) {
        before.stop();
      }
      Operator operator = maker.get();
      operator.start();
      if (keep(operator)) {
        started.run();
      } else {
        operator.stop();
      }
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private synchronized @Nullable Operator giveUpRunning() {
    Operator before = running;
    running = null;
    awaitingRestart = false;
    return before;
  }

  /** Not if the process ends meanwhile. */
  private synchronized boolean keep(Operator operator) {
    if (!closed) {
      running = operator;
    }
    return !closed;
  }

  private synchronized void failed(RuntimeException error) {
    if (!closed && !awaitingRestart) {
      LOG.warn("status cannot be written yet, trying again in {} s", retry.toSeconds(), error);
      attemptLater();
    }
  }

  private synchronized void attemptLater() {
    if (thread != null) {
      try {
        thread.schedule(this::attempt, retry.toMillis(), TimeUnit.MILLISECONDS);
        awaitingRestart = true;
      } catch (RejectedExecutionException closing) {
        LOG.debug("the process ends, the framework stays ended");
      }
    }
  }

  /** Does not wait for a start that is under way; that one ends with its thread. */
  @Override
  public void close() {
    Operator last;
    synchronized (this) {
      closed = true;
      last = running;
      running = null;
    }
    if (last != null) {
      last.stop();
    }
  }
}
