package io.grpcpool.operator.discovery.kubernetes;

import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: guarded by itself; the second reading is made without the lock. Endpoints that all
 * vanish at once are kept: a service is believed to be gone only when it still is after {@link
 * #HOLD} and a reading of the API server's own, past every cache, says so too. A controller that
 * lost its state, or slices that are written anew, take nothing from clients that way.
 *
 * <p>It is judged over all Services of a policy and never per track: a track that is lost while
 * another has endpoints is believed at once.
 */
final class HeldEndpoints implements Consumer<EndpointsView>, AutoCloseable {

  /** How long a service must stay empty. */
  static final Duration HOLD = Duration.ofSeconds(30);

  /** When a second reading that failed is tried again. */
  static final Duration RETRY = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(HeldEndpoints.class);

  private final String name;
  private final Supplier<EndpointsView> secondReading;
  private final Timer timer;
  private final Consumer<EndpointsView> listener;
  private EndpointsView lastGood = EndpointsView.UNKNOWN;
  private EndpointsView seen = EndpointsView.UNKNOWN;
  private boolean holding;
  private boolean closed;

  /** Counts holds, so that the timer of one that is over does nothing. */
  private long hold;

  /** Runs a task after a delay. */
  @FunctionalInterface
  interface Timer {
    void after(Duration delay, Runnable task);
  }

  /**
   * @param name of the services, for the log
   * @param secondReading asks the API server itself; may throw
   */
  HeldEndpoints(
      String name,
      Supplier<EndpointsView> secondReading,
      Timer timer,
      Consumer<EndpointsView> listener) {
    this.name = name;
    this.secondReading = secondReading;
    this.timer = timer;
    this.listener = listener;
  }

  @Override
  public synchronized void accept(EndpointsView view) {
    if (closed) {
      return;
    }
    seen = view;
    if (!view.endpoints().isEmpty() || lastGood.endpoints().isEmpty()) {
      believe(view);
    } else if (holding) {
      listener.accept(kept());
    } else {
      holding = true;
      hold++;
      LOG.warn("service={} has no endpoint any more, keeping the {} it had", name, size());
      listener.accept(kept());
      check(HOLD);
    }
  }

  private void believe(EndpointsView view) {
    holding = false;
    lastGood = view;
    listener.accept(view);
  }

  private EndpointsView kept() {
    String why =
        seen.freshness() == Freshness.FRESH
            ? "every endpoint vanished at once; what was there is kept for %d s, and until a second reading says the same"
                .formatted(HOLD.toSeconds())
            : seen.detail();
    return lastGood.stale(why);
  }

  private int size() {
    return lastGood.endpoints().size();
  }

  private void check(Duration delay) {
    long current = hold;
    timer.after(delay, () -> confirm(current));
  }

  private void confirm(long ofHold) {
    if (!isHolding(ofHold)) {
      return;
    }
    judge(ofHold, isEmptyAgain());
  }

  /** Whether a second reading confirms it; one that fails does not. */
  private boolean isEmptyAgain() {
    try {
      return secondReading.get().endpoints().isEmpty();
    } catch (RuntimeException e) {
      LOG.debug("service={} cannot be read a second time, trying on", name, e);
      return false;
    }
  }

  private synchronized boolean isHolding(long ofHold) {
    return holding && ofHold == hold && !closed;
  }

  private synchronized void judge(long ofHold, boolean confirmed) {
    if (!isHolding(ofHold)) {
      return;
    }
    if (confirmed && seen.freshness() == Freshness.FRESH) {
      LOG.warn("service={} is empty: two readings agree", name);
      believe(seen);
    } else {
      check(RETRY);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
