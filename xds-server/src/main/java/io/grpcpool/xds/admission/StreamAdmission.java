package io.grpcpool.xds.admission;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: guarded by its own lock; applicants are told outside of it. Lets streams begin in
 * the order in which they came, as fast as the limits allow. Who would have to wait for more than
 * {@link #LONGEST_WAIT} is turned away.
 */
public final class StreamAdmission {

  /** Well below the 15 s after which a client takes a resource for absent. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** A client that asks for nothing, or answers nothing, does not keep others out for longer. */
  static final Duration LONGEST_SYNC = Duration.ofSeconds(10);

  private final AdmissionMetrics metrics;
  private final ScheduledExecutorService scheduler;
  private final LongSupplier nanoTime;
  private final Deque<Ticket> queue = new ArrayDeque<>();
  private AdmissionLimits limits;
  private TokenBucket bucket;
  private int syncing;
  private @Nullable Future<?> nextToken;

  /**
   * Thread-safe. One stream that wants to begin; exactly one method is called, unless it leaves.
   */
  public interface Applicant {

    /** The stream may begin. */
    void admitted();

    /** The stream has to end. */
    void refused(Excess excess);
  }

  /** Thread-safe: guarded by the admission's lock. The place of one stream. */
  public final class Ticket {

    private final Applicant applicant;
    private State state = State.WAITING;
    private @Nullable Future<?> timer;

    private Ticket(Applicant applicant) {
      this.applicant = applicant;
    }

    /**
     * The stream has acknowledged its first response, or is over: it leaves its place to others. Of
     * no effect if it has left before.
     */
    public void leave() {
      release(this);
    }
  }

  private enum State {
    WAITING,
    SYNCING,
    GONE
  }

  /**
   * Nobody waits.
   *
   * @param scheduler runs what is due later
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public StreamAdmission(
      AdmissionLimits limits,
      AdmissionMetrics metrics,
      ScheduledExecutorService scheduler,
      LongSupplier nanoTime) {
    this.metrics = metrics;
    this.scheduler = scheduler;
    this.nanoTime = nanoTime;
    this.limits = limits;
    this.bucket = limits.newStreamBucket(nanoTime.getAsLong());
  }

  /** Other limits from now on; who waits is judged by them at once. */
  public void limits(AdmissionLimits now) {
    synchronized (this) {
      limits = now;
      bucket = now.newStreamBucket(nanoTime.getAsLong());
      cancel(nextToken);
      nextToken = null;
    }
    admitNext();
  }

  /** Lets a stream begin: at once, within {@link #LONGEST_WAIT}, or not at all. */
  public Ticket apply(Applicant applicant) {
    Ticket ticket = new Ticket(applicant);
    Excess excess = null;
    synchronized (this) {
      if (queue.size() < limits.streamsPerSecond() * LONGEST_WAIT.toSeconds()) {
        queue.add(ticket);
        ticket.timer = after(LONGEST_WAIT.toNanos(), () -> expire(ticket));
      } else {
        ticket.state = State.GONE;
        excess = obstacle();
      }
    }
    if (excess == null) {
      admitNext();
    } else {
      refuse(ticket, excess);
    }
    return ticket;
  }

  private void admitNext() {
    List<Ticket> admitted = new ArrayList<>(1);
    synchronized (this) {
      while (!queue.isEmpty()
          && syncing < limits.initialSyncs()
          && bucket.tryTake(nanoTime.getAsLong())) {
        Ticket ticket = queue.remove();
        cancel(ticket.timer);
        ticket.state = State.SYNCING;
        ticket.timer = after(LONGEST_SYNC.toNanos(), ticket::leave);
        syncing++;
        admitted.add(ticket);
      }
      awaitToken();
      metrics.waiting(queue.size());
    }
    admitted.forEach(ticket -> ticket.applicant.admitted());
  }

  /** Where all places are taken, the next to leave admits another. */
  private void awaitToken() {
    if (nextToken == null && !queue.isEmpty() && syncing < limits.initialSyncs()) {
      nextToken = after(bucket.nanosUntilNext(nanoTime.getAsLong()), this::tokenCame);
    }
  }

  private void tokenCame() {
    synchronized (this) {
      nextToken = null;
    }
    admitNext();
  }

  private void expire(Ticket ticket) {
    Excess excess;
    synchronized (this) {
      if (ticket.state != State.WAITING) {
        return;
      }
      excess = obstacle();
      ticket.state = State.GONE;
      queue.remove(ticket);
      metrics.waiting(queue.size());
    }
    refuse(ticket, excess);
  }

  private Excess obstacle() {
    return syncing >= limits.initialSyncs() ? limits.tooManySyncs() : limits.tooManyStreams();
  }

  private void refuse(Ticket ticket, Excess excess) {
    metrics.rejected(excess);
    ticket.applicant.refused(excess);
  }

  private void release(Ticket ticket) {
    synchronized (this) {
      if (ticket.state == State.GONE) {
        return;
      }
      if (ticket.state == State.WAITING) {
        queue.remove(ticket);
      } else if (ticket.state == State.SYNCING) {
        syncing--;
      }
      ticket.state = State.GONE;
      cancel(ticket.timer);
    }
    admitNext();
  }

  private Future<?> after(long nanos, Runnable action) {
    return scheduler.schedule(action, nanos, TimeUnit.NANOSECONDS);
  }

  private static void cancel(@Nullable Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
