package io.grpcpool.client.pool;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.NameResolver;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: a lock around the queue, held for a few instructions, never while a call begins. The
 * calls of one channel, those that wait for room on its connections in the order in which they
 * came.
 *
 * <p>A call that ends lets the first one in the queue begin, and no other is looked at. To which
 * pool a call will go is not known before its route is chosen: room is what the busiest pool of the
 * channel has, so calls for a canary wait along with the others while the stable track is full, and
 * a full canary alone lets none wait here. How much a pool may carry is reckoned anew every 10 ms
 * at the most, where calls come and go, and when the pool changes.
 */
public final class ChannelRoom implements ClientInterceptor {

  /** The channel argument by which the pools of a channel find its queue. */
  public static final NameResolver.Args.Key<ChannelRoom> ARGUMENT =
      NameResolver.Args.Key.create("grpcpool-channel-room");

  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

  private static final long WATCH_NANOS = Duration.ofMillis(100).toNanos();

  private final ScheduledExecutorService timer;
  private final LongSupplier nanoTime;
  private final List<Occupied> pools = new CopyOnWriteArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger letting = new AtomicInteger();
  private final AtomicLong lookedAt;
  private final Set<Waiter> queue = new LinkedHashSet<>();
  private boolean watching;
  private volatile boolean anyWaits;
  private volatile int allowed = Occupied.UNLIMITED;
  private volatile QueueConfig settings = QueueConfig.DEFAULTS;

  /** What a call that wants to begin meets. */
  enum Entry {
    ADMITTED,
    WAITS,
    REFUSED
  }

  /** Thread-safe. A call in the queue. */
  interface Waiter {

    /** There is room, which the call has taken: it begins, or gives the room back. */
    void admitted();
  }

  /**
   * @param timer for calls that have waited long enough
   */
  public ChannelRoom(ScheduledExecutorService timer, LongSupplier nanoTime) {
    this.timer = timer;
    this.nanoTime = nanoTime;
    this.lookedAt = new AtomicLong(nanoTime.getAsLong());
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new RoomCall<>(this, next.newCall(method, options), options, timer);
  }

  /** Calls that wait now. */
  public int waiting() {
    synchronized (queue) {
      return queue.size();
    }
  }

  QueueConfig settings() {
    return settings;
  }

  void opened(Occupied pool) {
    pools.add(pool);
  }

  void closed(Occupied pool) {
    pools.remove(pool);
    changed();
  }

  /** The pools are no longer what they were. */
  void changed() {
    reckon();
    letIn();
  }

  Entry enter(Waiter call) {
    reckonIfDue();
    if (allowed == Occupied.UNLIMITED && !anyWaits) {
      running.incrementAndGet();
      return Entry.ADMITTED;
    }
    synchronized (queue) {
      if (queue.isEmpty() && running.get() < allowed) {
        running.incrementAndGet();
        return Entry.ADMITTED;
      }
      if (queue.size() >= settings.maxWaiting()) {
        return Entry.REFUSED;
      }
      queue.add(call);
      anyWaits = true;
      watch();
    }
    letIn(); // a call may have ended before it could see that one waits
    return Entry.WAITS;
  }

  /** A call in the queue gives up; nothing happens to one that has been let in. */
  void leave(Waiter call) {
    synchronized (queue) {
      queue.remove(call);
      anyWaits = !queue.isEmpty();
    }
  }

  /** A call that was admitted has ended. */
  void release() {
    running.decrementAndGet();
    if (anyWaits) {
      reckonIfDue();
      letIn();
    }
  }

  /** One thread at a time, or a chain of calls that fail as they begin would fill its stack. */
  private void letIn() {
    if (letting.getAndIncrement() > 0) {
      return;
    }
    int asked = 1;
    do {
      for (Waiter next = first(); next != null; next = first()) {
        next.admitted();
      }
      asked = letting.addAndGet(-asked);
    } while (asked != 0);
  }

  /** Looks again while calls wait: a server may show by long calls alone that it allows more. */
  private void watch() {
    if (!watching) {
      watching = true;
      timer.schedule(this::watched, WATCH_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  private void watched() {
    changed();
    synchronized (queue) {
      watching = false;
      if (!queue.isEmpty()) {
        watch();
      }
    }
  }

  private @Nullable Waiter first() {
    synchronized (queue) {
      Iterator<Waiter> order = queue.iterator();
      if (!order.hasNext() || running.get() >= allowed) {
        return null;
      }
      Waiter next = order.next();
      order.remove();
      anyWaits = !queue.isEmpty();
      running.incrementAndGet();
      return next;
    }
  }

  private void reckonIfDue() {
    long now = nanoTime.getAsLong();
    long last = lookedAt.get();
    if (now - last >= LOOK_NANOS && lookedAt.compareAndSet(last, now)) {
      reckon();
    }
  }

  /** One at a time, so that what is seen last holds. */
  private synchronized void reckon() {
    Occupied busiest = null;
    int most = -1;
    int all = 0;
    for (Occupied pool : pools) {
      int calls = pool.inFlight();
      all += calls;
      if (calls > most) {
        most = calls;
        busiest = pool;
      }
    }
    if (busiest == null) {
      allowed = Occupied.UNLIMITED;
      return;
    }
    settings = busiest.queue();
    int capacity = busiest.lacksQueue() ? Occupied.UNLIMITED : busiest.capacity();
    allowed = (int) Math.min((long) capacity + all - most, Occupied.UNLIMITED);
  }
}
