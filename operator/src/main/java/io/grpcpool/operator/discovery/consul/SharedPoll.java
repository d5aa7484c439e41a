package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ConsulReply.Answer;
import io.grpcpool.operator.discovery.consul.ConsulReply.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the source's thread. One loop of blocking queries for all who wait for what its
 * answers say. It begins anew with a plain read, and runs out when nobody waits: Consul keeps the
 * slot of a poll that is cancelled as long as that of one that is not.
 */
final class SharedPoll<T> {
  private final Query<T> query;
  private final Audience<T> audience;
  private final ConsulReads reads;
  private final Timing timing;
  private final PollPacing pacing;
  private @Nullable T last;
  private @Nullable Pending call;
  private Timing.@Nullable Timer timer;

  /** Asks Consul; an index of 0 asks for a plain read. */
  interface Query<T> {
    Pending ask(long index, Consumer<ConsulReply<T>> done);
  }

  /** Those who wait. */
  interface Audience<T> {

    boolean isWaiting();

    /** Told each answer that can be believed, and the one before; null: it is the first. */
    void told(T answer, @Nullable T before);
  }

  SharedPoll(
      Query<T> query, Audience<T> audience, ConsulReads reads, Timing timing, PollPacing pacing) {
    this.query = query;
    this.audience = audience;
    this.reads = reads;
    this.timing = timing;
    this.pacing = pacing;
  }

  /** Somebody waits: polls unless that is under way. */
  void begin() {
    if (call == null && timer == null) {
      poll();
    }
  }

  void close() {
    if (call != null) {
      call.cancel();
      call = null;
    }
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void poll() {
    timer = null;
    if (!audience.isWaiting()) {
      last = null;
      pacing.restart();
      return;
    }
    Instant asked = timing.now();
    call = query.ask(pacing.index(), reply -> answered(reply, asked));
  }

  private void answered(ConsulReply<T> reply, Instant asked) {
    call = null;
    Instant now = timing.now();
    if (reads.doubt(reply) != null || !(reply instanceof Answer<T> answer)) {
      Duration wanted = reply instanceof Refusal<?> refused ? refused.retryAfter() : Duration.ZERO;
      timer = timing.after(pacing.afterFailure(wanted, now), this::poll);
      return;
    }
    T before = last;
    last = answer.body();
    boolean changed = answer.headers().index() != pacing.index() || !answer.body().equals(before);
    pacing.advance(answer.headers().index());
    timer =
        timing.after(pacing.afterReturn(changed, Duration.between(asked, now), now), this::poll);
    audience.told(answer.body(), before);
  }
}
