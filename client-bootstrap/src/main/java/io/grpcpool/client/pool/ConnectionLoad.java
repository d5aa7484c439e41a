package io.grpcpool.client.pool;

import io.grpc.ClientStreamTracer;
import io.grpc.ClientStreamTracer.StreamInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: atomic counters. The calls on one connection, counted on the streams' own life.
 *
 * <p>A call counts from the creation of its tracer, which happens only when a transport takes it,
 * until its stream is closed. It <em>waits</em> while its stream exists but its headers have not
 * left: beyond the server's MAX_CONCURRENT_STREAMS grpc-java's transport queues streams and says so
 * nowhere else.
 */
final class ConnectionLoad extends ClientStreamTracer.Factory {

  /**
   * Calls that a connection is given before the next one when neither the target nor the server's
   * limit is known.
   */
  static final int ASSUMED_LIMIT = 100;

  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean watched = new AtomicBoolean();
  private final LongSupplier nanoTime;
  private final AttemptObserver observer;
  private final Consumer<ConnectionLoad> pressure;

  private volatile int target;
  private volatile int learnedLimit;
  private volatile int fewestWaiting;
  private volatile int peak;
  private volatile boolean moved;
  private volatile long idleSince;
  private volatile @Nullable Thread eventLoop;
  private volatile boolean eventLoopUnknown;
  private volatile Consumer<Thread> writes = thread -> {};

  /**
   * @param pressure called when calls wait or the target is passed, once until {@link #unwatch};
   *     from any thread
   */
  ConnectionLoad(
      LongSupplier nanoTime, AttemptObserver observer, Consumer<ConnectionLoad> pressure) {
    this.nanoTime = nanoTime;
    this.observer = observer;
    this.pressure = pressure;
    this.idleSince = nanoTime.getAsLong();
  }

  @Override
  public ClientStreamTracer newClientStreamTracer(StreamInfo info, Metadata headers) {
    int calls = inFlight.incrementAndGet();
    if (calls > peak) {
      peak = calls; // two threads may overwrite each other: off by what came in the same instant
    }
    if (target > 0 && calls > target) {
      raisePressure();
    }
    return new CallTracer(
        this,
        observer.attemptStarted() ? nanoTime.getAsLong() : CallTracer.NOT_TIMED,
        observer.circuitPhase());
  }

  /** The connection is open: the transport, and so its event loop and its limit, are new. */
  void opened() {
    eventLoop = null;
    eventLoopUnknown = false;
    learnedLimit = 0;
    idleSince = nanoTime.getAsLong();
  }

  /** Sets the calls in flight to aim at; 0: none. */
  void target(int requestsPerConnection) {
    target = requestsPerConnection;
  }

  /** Has the thread told that writes this connection's bytes, each time that it writes a call. */
  void writesTo(Consumer<Thread> listener) {
    writes = listener;
  }

  void streamCreated() {
    waiting.incrementAndGet();
    // Every call waits for an instant; only with another one in flight can it be a server's limit.
    if (inFlight.get() > 1) {
      raisePressure();
    }
  }

  void headersSent() {
    Thread writer = Thread.currentThread();
    learnEventLoop(writer);
    writes.accept(writer);
    int left = leftQueue();
    int limit = learnedLimit;
    if (limit > 0 && inFlight.get() - left > limit) {
      learnedLimit = inFlight.get() - left;
    }
  }

  void closedWhileWaiting() {
    leftQueue();
  }

  void callEnded(CircuitBreaker.@Nullable Phase begunIn, Status.Code code, long startedNanos) {
    if (inFlight.decrementAndGet() == 0) {
      idleSince = nanoTime.getAsLong();
    }
    observer.attemptEnded(begunIn, code);
    if (startedNanos != CallTracer.NOT_TIMED) {
      observer.attemptTimed(code, nanoTime.getAsLong() - startedNanos);
    }
  }

  /** Begins a window, about which {@link #queuedThroughout} and {@link #movedInWindow} tell. */
  void beginWindow() {
    moved = false;
    fewestWaiting = waiting.get();
  }

  /** Whether calls waited all through the window. */
  boolean queuedThroughout() {
    return fewestWaiting > 0;
  }

  /**
   * Whether any call left the queue during the window: the event loop lives, and yet others wait.
   */
  boolean movedInWindow() {
    return moved;
  }

  /** Takes the calls that do not wait now for what the server allows. */
  void learnLimit() {
    learnedLimit = Math.max(1, inFlight.get() - waiting.get());
  }

  /** Whether {@link #learnLimit} was called since the connection was opened. */
  boolean knowsLimit() {
    return learnedLimit > 0;
  }

  /** Lets {@code pressure} be called again. */
  void unwatch() {
    watched.set(false);
  }

  /**
   * As {@link #unwatch()}, and calls {@code pressure} at once where calls wait now: those that
   * began to wait under watch were not heard, and have nothing more to say.
   */
  void unwatchUnlessWaiting() {
    unwatch();
    if (waiting.get() > 0 && inFlight.get() > 1) {
      raisePressure();
    }
  }

  int inFlight() {
    return inFlight.get();
  }

  /** The most calls that were in flight at once since this was last asked. */
  int takePeak() {
    int most = peak;
    peak = inFlight.get();
    return most;
  }

  int waiting() {
    return waiting.get();
  }

  boolean overTarget() {
    return target > 0 && inFlight.get() > target;
  }

  /** Whether one more call would find a stream, as far as is known. */
  boolean hasRoom() {
    return inFlight.get() < limit();
  }

  /**
   * Whether one more call would be more than the target, or would wait as others do. A limit that
   * was only learned is not enough: it may be too low, and only calls beyond it show that.
   */
  boolean isFull() {
    int calls = inFlight.get();
    int aim = target;
    if (aim > 0 && calls >= aim) {
      return true;
    }
    int learned = learnedLimit;
    return learned > 0 && calls >= learned && waiting.get() > 0;
  }

  private int leftQueue() {
    int left = waiting.decrementAndGet();
    moved = true;
    if (left < fewestWaiting) {
      fewestWaiting = left;
    }
    return left;
  }

  /** Calls that the connection is to carry at once, as far as is known; at least 1. */
  int limit() {
    int learned = learnedLimit;
    int aim = target;
    if (learned == 0) {
      return aim > 0 ? aim : ASSUMED_LIMIT;
    }
    return aim > 0 ? Math.min(aim, learned) : learned;
  }

  /**
   * Calls that it may carry before others are to wait; 0: no limit is known. An eighth more than
   * the server has shown to allow: a stream that ends is then followed at once, and a limit that
   * was learned too low comes to light.
   */
  int capacity() {
    int learned = learnedLimit;
    int aim = target;
    if (learned == 0) {
      return aim;
    }
    int roomy = learned + Math.max(1, learned / 8);
    return aim > 0 ? Math.min(aim, roomy) : roomy;
  }

  /** Nanoseconds without a call until the given time; 0 while there are calls. */
  long idleNanos(long now) {
    return inFlight.get() > 0 ? 0 : now - idleSince;
  }

  /** Whether the thread is the one that writes this connection's bytes. */
  boolean isWrittenBy(Thread thread) {
    return eventLoop == thread;
  }

  private void learnEventLoop(Thread writer) {
    Thread known = eventLoop;
    if (known == writer || eventLoopUnknown) {
      return;
    }
    if (known == null) {
      eventLoop = writer;
    } else {
      eventLoopUnknown =
          true; // a transport without an event loop creates streams on the callers' threads
      eventLoop = null;
    }
  }

  private void raisePressure() {
    if (!watched.get() && watched.compareAndSet(false, true)) {
      pressure.accept(this);
    }
  }
}
