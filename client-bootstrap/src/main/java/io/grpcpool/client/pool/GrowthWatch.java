package io.grpcpool.client.pool;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Thread-safe: a connection's pressure may be reported from any thread; what follows runs in the
 * synchronization context. Tells an endpoint to grow once the pressure on a connection has lasted.
 *
 * <p>A burst makes streams wait for the instant until the event loop writes them; only a server's
 * limit or a full socket keeps some waiting window after window. A window in which nothing moved
 * proves less than one in which calls came and went, because the event loop may have been stalled,
 * by a busy machine for example.
 */
final class GrowthWatch implements Consumer<ConnectionLoad> {

  static final Duration WINDOW = Duration.ofMillis(10);

  private static final int PROOF = 10;
  private static final int MOVING_WINDOW = 4;
  private static final int SILENT_WINDOW = 1;

  private final PoolRuntime runtime;
  private final Growable endpoint;

  GrowthWatch(PoolRuntime runtime, Growable endpoint) {
    this.runtime = runtime;
    this.endpoint = endpoint;
  }

  /** What grows. */
  interface Growable {

    /** Whether the maximum leaves room for more. */
    boolean mayGrow();

    /** Opens one more connection if those that are open are full. */
    void growIfFull();
  }

  @Override
  public void accept(ConnectionLoad load) {
    watch(load, 0);
  }

  private void watch(ConnectionLoad load, int evidence) {
    load.beginWindow();
    runtime.guard(
        "growth", () -> runtime.schedule("growth", WINDOW, () -> windowEnded(load, evidence)));
  }

  private void windowEnded(ConnectionLoad load, int before) {
    // An endpoint that may not grow must know its limit still, to tell when it is full.
    if (load.queuedThroughout() && (endpoint.mayGrow() || !load.knowsLimit())) {
      watch(load, weigh(load, before)); // the calls that wait report nothing further by themselves
      return;
    }
    if (load.overTarget()) {
      endpoint.growIfFull();
    }
    if (endpoint.mayGrow()) {
      load.unwatchUnlessWaiting();
    } else {
      load.unwatch();
    }
  }

  private int weigh(ConnectionLoad load, int before) {
    int evidence = before + (load.movedInWindow() ? MOVING_WINDOW : SILENT_WINDOW);
    if (evidence < PROOF) {
      return evidence;
    }
    load.learnLimit();
    endpoint.growIfFull();
    return 0;
  }
}
