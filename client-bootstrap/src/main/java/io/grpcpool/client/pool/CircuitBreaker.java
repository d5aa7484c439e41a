package io.grpcpool.client.pool;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: the phase changes by compare-and-set. Stops the calls of one pool when too many
 * fail, and lets some through after a while to see whether they succeed. Knows no clock: whoever
 * asks says what time it is, in nanoseconds of any origin.
 *
 * <p>A call belongs to the phase in which it began, and its end counts only while that lasts: what
 * was sent before the circuit opened says nothing of the service after.
 */
final class CircuitBreaker {

  private final CircuitConfig config;
  private final AtomicReference<Phase> phase;

  CircuitBreaker(CircuitConfig config, long now) {
    this.config = config;
    this.phase = new AtomicReference<>(closed(now));
  }

  /** A stretch of time in which the circuit does not change. */
  sealed interface Phase {}

  private record Closed(ErrorWindow window) implements Phase {}

  private record Open(long until) implements Phase {}

  /**
   * @param left probes that may still be sent
   * @param missing probes that must still succeed
   * @param renewAt when probes are given out anew, because some never became calls or do not end
   */
  private record HalfOpen(AtomicInteger left, AtomicInteger missing, long renewAt)
      implements Phase {}

  CircuitConfig config() {
    return config;
  }

  CircuitState state() {
    Phase now = phase.get();
    if (now instanceof Closed) {
      return CircuitState.CLOSED;
    }
    return now instanceof Open ? CircuitState.OPEN : CircuitState.HALF_OPEN;
  }

  /** The phase to which a call belongs that begins now. */
  Phase phase() {
    return Objects.requireNonNull(phase.get());
  }

  /** Whether every call may be sent; needs no time. */
  boolean isClosed() {
    return phase.get() instanceof Closed;
  }

  /** Whether no call may be sent now; takes no probe. */
  boolean refuses(long now) {
    Phase current = phase.get();
    if (current instanceof HalfOpen probing) {
      return probing.left().get() == 0 && now - probing.renewAt() < 0;
    }
    return current instanceof Open open && now - open.until() < 0;
  }

  /** Whether a call may be sent now; of the probes of a half-open circuit it takes one. */
  boolean admits(long now) {
    while (true) {
      Phase current = phase();
      if (current instanceof Closed) {
        return true;
      }
      if (current instanceof HalfOpen probing && take(probing.left())) {
        return true;
      }
      long end = current instanceof Open open ? open.until() : ((HalfOpen) current).renewAt();
      if (now - end < 0) {
        return false;
      }
      phase.compareAndSet(current, halfOpen(now));
    }
  }

  /**
   * Counts the end of a call.
   *
   * @param begunIn {@link #phase} when the call began
   * @return what the circuit is from now on; null: as before
   */
  @Nullable CircuitState ended(Phase begunIn, boolean failed, long now) {
    if (begunIn != phase.get()) {
      return null;
    }
    if (begunIn instanceof Closed closed) {
      boolean reached =
          closed.window().add(failed, now, config.errorPercent(), config.minRequests());
      return reached ? change(closed, open(now), CircuitState.OPEN) : null;
    }
    if (begunIn instanceof HalfOpen probing) {
      if (failed) {
        return change(probing, open(now), CircuitState.OPEN);
      }
      return probing.missing().decrementAndGet() == 0
          ? change(probing, closed(now), CircuitState.CLOSED)
          : null;
    }
    return null;
  }

  private @Nullable CircuitState change(Phase from, Phase to, CircuitState state) {
    return phase.compareAndSet(from, to) ? state : null;
  }

  private Phase closed(long now) {
    return new Closed(new ErrorWindow(config.window().toNanos(), now));
  }

  private Phase open(long now) {
    return new Open(now + config.openFor().toNanos());
  }

  private Phase halfOpen(long now) {
    return new HalfOpen(
        new AtomicInteger(config.probes()),
        new AtomicInteger(config.probes()),
        now + config.openFor().toNanos());
  }

  private static boolean take(AtomicInteger left) {
    int before = left.get();
    while (before > 0) {
      if (left.compareAndSet(before, before - 1)) {
        return true;
      }
      before = left.get();
    }
    return false;
  }
}
