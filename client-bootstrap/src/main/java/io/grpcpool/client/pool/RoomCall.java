package io.grpcpool.client.pool;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe where the room and the timer call in; for its user confined as every call is. A call
 * that begins when there is room, and keeps till then what it is told to do.
 */
final class RoomCall<Q, R> extends ClientCall<Q, R>
    implements ChannelRoom.Waiter, Context.CancellationListener {

  private final ChannelRoom room;
  private final ClientCall<Q, R> call;
  private final CallOptions options;
  private final ScheduledExecutorService timer;
  private final Context context = Context.current();
  private final List<Runnable> held = new ArrayList<>();

  /** From then on nothing is held back. */
  private volatile boolean passes;

  private boolean begun;
  private boolean over;
  private @Nullable Listener<R> listener;
  private @Nullable Metadata headers;
  private @Nullable Future<?> giveUp;

  RoomCall(
      ChannelRoom room,
      ClientCall<Q, R> call,
      CallOptions options,
      ScheduledExecutorService timer) {
    this.room = room;
    this.call = call;
    this.options = options;
    this.timer = timer;
  }

  @Override
  public void start(Listener<R> responses, Metadata sent) {
    synchronized (this) {
      if (over) {
        throw new IllegalStateException("the call was cancelled");
      }
      listener = responses;
      headers = sent;
    }
    switch (room.enter(this)) {
      case ADMITTED -> admitted();
      case WAITS -> await();
      case REFUSED ->
          giveUp(
              Status.RESOURCE_EXHAUSTED.withDescription(
                  "saturated: all connections carry as many calls as they may, and "
                      + room.settings().maxWaiting()
                      + " calls wait already (pool.maxWaiting)"));
    }
  }

  @Override
  public void admitted() {
    Listener<R> responses;
    Metadata sent;
    synchronized (this) {
      if (over || listener == null || headers == null) {
        responses = null;
        sent = null;
      } else {
        begun = true;
        responses = listener;
        sent = headers;
      }
    }
    if (responses == null || sent == null) {
      room.release();
      return;
    }
    stopAwaiting();
    try {
      call.start(new Releasing<>(responses, room), sent);
    } catch (RuntimeException e) {
      room.release(); // it may be another call's thread that begins this one
      close(responses, Status.fromThrowable(e));
    }
    passOn();
  }

  @Override
  public void cancelled(Context cancelled) {
    giveUp(Status.CANCELLED.withDescription("cancelled").withCause(cancelled.cancellationCause()));
  }

  @Override
  public void cancel(@Nullable String message, @Nullable Throwable cause) {
    if (!giveUp(Status.CANCELLED.withDescription(message).withCause(cause))) {
      told(() -> call.cancel(message, cause));
    }
  }

  @Override
  public void request(int messages) {
    if (passes) {
      call.request(messages);
    } else {
      told(() -> call.request(messages));
    }
  }

  @Override
  public void sendMessage(Q message) {
    if (passes) {
      call.sendMessage(message);
    } else {
      told(() -> call.sendMessage(message));
    }
  }

  @Override
  public void halfClose() {
    told(call::halfClose);
  }

  @Override
  public void setMessageCompression(boolean enabled) {
    told(() -> call.setMessageCompression(enabled));
  }

  @Override
  public boolean isReady() {
    return passes && call.isReady();
  }

  @Override
  public Attributes getAttributes() {
    return passes ? call.getAttributes() : Attributes.EMPTY;
  }

  private void told(Runnable what) {
    if (!passes) {
      synchronized (this) {
        if (!passes) {
          held.add(what);
          return;
        }
      }
    }
    what.run();
  }

  private void passOn() {
    while (true) {
      List<Runnable> next;
      synchronized (this) {
        if (held.isEmpty()) {
          passes = true;
          return;
        }
        next = List.copyOf(held);
        held.clear();
      }
      next.forEach(Runnable::run);
    }
  }

  private void await() {
    Duration acquire = room.settings().acquireTimeout();
    long left = nanosLeft();
    Status status =
        left < acquire.toNanos()
            ? Status.DEADLINE_EXCEEDED.withDescription(
                "saturated: the deadline passed while the call waited for a connection")
            : Status.RESOURCE_EXHAUSTED.withDescription(
                "saturated: all connections carry as many calls as they may; waited "
                    + JsonFields.text(acquire)
                    + " (pool.acquireTimeout)");
    Future<?> scheduled =
        timer.schedule(
            () -> giveUp(status), Math.min(left, acquire.toNanos()), TimeUnit.NANOSECONDS);
    boolean late;
    synchronized (this) {
      late = begun || over;
      giveUp = scheduled;
    }
    context.addListener(this, Runnable::run);
    if (late) {
      stopAwaiting();
    }
  }

  /** Until the call's deadline or that of the work it is made for. */
  private long nanosLeft() {
    Deadline own = options.getDeadline();
    Deadline outer = context.getDeadline();
    return Math.min(
        own == null ? Long.MAX_VALUE : own.timeRemaining(TimeUnit.NANOSECONDS),
        outer == null ? Long.MAX_VALUE : outer.timeRemaining(TimeUnit.NANOSECONDS));
  }

  private void stopAwaiting() {
    Future<?> scheduled;
    synchronized (this) {
      scheduled = giveUp;
    }
    if (scheduled != null) {
      scheduled.cancel(false);
      context.removeListener(this);
    }
  }

  /** Ends the call unless it has begun; whether it had not. */
  private boolean giveUp(Status status) {
    Listener<R> told;
    synchronized (this) {
      if (begun || over) {
        return over;
      }
      over = true;
      told = listener;
      held.clear();
    }
    room.leave(this);
    stopAwaiting();
    if (told != null) {
      close(told, status);
    }
    return true;
  }

  private void close(Listener<R> responses, Status status) {
    Executor executor = options.getExecutor();
    (executor != null ? executor : ForkJoinPool.commonPool())
        .execute(() -> responses.onClose(status, new Metadata()));
  }

  /** Thread-safe. Gives the room back when the call has ended. */
  private static final class Releasing<R> extends SimpleForwardingClientCallListener<R> {

    private final ChannelRoom room;

    Releasing(Listener<R> delegate, ChannelRoom room) {
      super(delegate);
      this.room = room;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      room.release();
      super.onClose(status, trailers);
    }
  }
}
