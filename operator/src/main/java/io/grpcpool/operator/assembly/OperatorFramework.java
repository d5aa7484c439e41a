package io.grpcpool.operator.assembly;

import io.javaoperatorsdk.operator.Operator;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: guarded by itself. Starts the operator framework in the background, again and again
 * while the API server cannot be reached: clients are served meanwhile.
 */
public final class OperatorFramework implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorFramework.class);
  private static final long RETRY_SECONDS = 5;

  private final Supplier<Operator> maker;
  private @Nullable Operator running;
  private boolean closed;

  /**
   * @param maker gives the operator with its reconcilers registered; called at the start
   */
  public OperatorFramework(Supplier<Operator> maker) {
    this.maker = maker;
  }

  /** Returns at once; {@code started} runs when the reconcilers do. */
  void start(ScheduledExecutorService background, Runnable started) {
    background.execute(() -> attempt(background, started));
  }

  private void attempt(ScheduledExecutorService background, Runnable started) {
    try {
      if (startOnce()) {
        started.run();
      }
    } catch (RuntimeException e) {
      LOG.warn("status cannot be written yet, trying again in {} s", RETRY_SECONDS, e);
      background.schedule(() -> attempt(background, started), RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private synchronized boolean startOnce() {
    if (closed) {
      return false;
    }
    Operator operator = maker.get();
    operator.start();
    running = operator;
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (running != null) {
      running.stop();
    }
  }
}
