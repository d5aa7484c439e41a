package io.grpcpool.client.pool;

import io.grpc.SynchronizationContext.ScheduledHandle;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the synchronization context. The one dial to an endpoint that is under way at a time,
 * however large its pool, with one backoff for all: a dead endpoint costs one dial per round.
 *
 * <p>A dial that fails is repeated by the subchannel itself, with grpc-java's backoff. One that is
 * not answered at all grpc-java never gives up: a server may accept and never send SETTINGS.
 */
final class Dialler {

  private final PoolRuntime runtime;
  private final RedialBackoff backoff;
  private final Consumer<Connection> timedOut;

  private @Nullable Connection dialling;
  private @Nullable ScheduledHandle pause;
  private @Nullable ScheduledHandle deadline;
  private Duration timeout;
  private long begunAt;

  /**
   * @param timedOut told of a dial that was not answered in time, and is no longer under way
   */
  Dialler(PoolRuntime runtime, Duration timeout, Consumer<Connection> timedOut) {
    this.runtime = runtime;
    this.backoff = new RedialBackoff(runtime.random());
    this.timeout = timeout;
    this.timedOut = timedOut;
  }

  /** Whether a dial is under way, or waits for its turn. */
  boolean isBusy() {
    return dialling != null || pause != null;
  }

  @Nullable Connection dialling() {
    return dialling;
  }

  /** Sets how long a dial may take, that under way included. */
  void setTimeout(Duration now) {
    boolean changed = !now.equals(timeout);
    timeout = now;
    if (changed && deadline != null) {
      setDeadline();
    }
  }

  /** Takes the place of the dial under way; who calls it requests the connection. */
  void begin(Connection connection) {
    dialling = connection;
  }

  /** Dials the connection anew after it was lost; at once if it had lived. */
  void again(Connection connection, long livedNanos) {
    stopClock();
    dialling = connection;
    Duration wait = backoff.afterLoss(livedNanos);
    if (wait.isZero()) {
      connection.subchannel().requestConnection();
    } else {
      pause(wait, () -> connection.subchannel().requestConnection());
    }
  }

  /** Keeps the place of the next dial until the backoff has passed. */
  void afterTimeout(Runnable next) {
    pause(backoff.afterLoss(0), next);
  }

  /**
   * The subchannel has begun an attempt; it may do so before its pause is over, because a call that
   * was still picked for it asks it to.
   */
  void attemptBegan(Connection connection) {
    if (connection == dialling) {
      endPause();
      begunAt = runtime.nanoTime();
      setDeadline();
    }
  }

  /** The subchannel's attempt has failed; the next one is its own affair. */
  void attemptFailed(Connection connection) {
    if (connection == dialling) {
      stopClock();
    }
  }

  /** The connection is open. */
  void opened(Connection connection) {
    if (connection == dialling) {
      dialling = null;
      stopClock();
    }
  }

  /** Dials no more; returns what was being dialled. */
  @Nullable Connection stop() {
    Connection abandoned = dialling;
    dialling = null;
    stopClock();
    endPause();
    return abandoned;
  }

  private void endPause() {
    if (pause != null) {
      pause.cancel();
      pause = null;
    }
  }

  private void pause(Duration wait, Runnable next) {
    pause =
        runtime.schedule(
            "redial",
            wait,
            () -> {
              pause = null;
              next.run();
            });
  }

  private void setDeadline() {
    stopClock();
    long left = timeout.toNanos() - (runtime.nanoTime() - begunAt);
    deadline =
        runtime.schedule("connect timeout", Duration.ofNanos(Math.max(0, left)), this::expired);
  }

  private void expired() {
    deadline = null;
    Connection late = dialling;
    dialling = null;
    if (late != null) {
      timedOut.accept(late);
    }
  }

  private void stopClock() {
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
  }
}
