package io.grpcpool.client.pool;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: the phase moves forward by compare-and-set, because a cancelled call may end while
 * its stream is still queued. Counts one attempt of a call on its connection, exactly once.
 */
final class CallTracer extends ClientStreamTracer {

  /** Start time of an attempt that nobody times. */
  static final long NOT_TIMED = Long.MIN_VALUE;

  private static final AtomicIntegerFieldUpdater<CallTracer> PHASE =
      AtomicIntegerFieldUpdater.newUpdater(CallTracer.class, "phase");
  private static final int NEW = 0;
  private static final int WAITING = 1;
  private static final int SENT = 2;
  private static final int CLOSED = 3;

  private final ConnectionLoad load;
  private final long startedNanos;
  private final CircuitBreaker.@Nullable Phase begunIn;
  private volatile int phase;

  CallTracer(ConnectionLoad load, long startedNanos, CircuitBreaker.@Nullable Phase begunIn) {
    this.load = load;
    this.startedNanos = startedNanos;
    this.begunIn = begunIn;
  }

  @Override
  public void streamCreated(Attributes transportAttributes, Metadata headers) {
    if (PHASE.compareAndSet(this, NEW, WAITING)) {
      load.streamCreated();
    }
  }

  @Override
  public void outboundHeaders() {
    if (PHASE.compareAndSet(this, WAITING, SENT)) {
      load.headersSent();
    }
  }

  @Override
  public void streamClosed(Status status) {
    int last = PHASE.getAndSet(this, CLOSED);
    if (last == CLOSED) {
      return;
    }
    if (last == WAITING) {
      load.closedWhileWaiting();
    }
    load.callEnded(begunIn, status.getCode(), startedNanos);
  }
}
