package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ConsulReply.Answer;
import io.grpcpool.operator.discovery.consul.ConsulReply.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the source's thread. The services of one datacenter and the budget of polls: who gets
 * no slot shares one poll of all checks, and is read as soon as one of its checks changes. What
 * checks do not show, such as a weight, is seen when the service's turn of being read comes.
 */
final class HealthFanIn {
  /** An answer holds every check of the datacenter: not more than one a second for long. */
  private static final int BURST = 2;

  private static final Duration REFILL = Duration.ofSeconds(1);

  private final String datacenter;
  private final ConsulReads reads;
  private final Timing timing;
  private final PollSlots slots;
  private final PollPacing pacing;
  private final Set<ServicePoll> waiting = new LinkedHashSet<>();
  private @Nullable CheckStates last;
  private @Nullable Pending call;
  private Timing.@Nullable Timer timer;

  HealthFanIn(String datacenter, ConsulReads reads, Timing timing, PollSlots slots) {
    this.datacenter = datacenter;
    this.reads = reads;
    this.timing = timing;
    this.slots = slots;
    this.pacing = new PollPacing(timing.random(), reads.limits().pollWait(), BURST, REFILL);
  }

  /** Polls at once where a slot is free; else the service is read in its turn and on a change. */
  void enter(ServicePoll poll) {
    slots.enter(poll);
    if (slots.holds(poll)) {
      waiting.remove(poll);
      return;
    }
    waiting.add(poll);
    if (call == null && timer == null) {
      poll();
    }
  }

  /** A poll that nobody needs runs out: Consul keeps the slot of one that is cancelled as long. */
  void leave(ServicePoll poll) {
    slots.leave(poll);
    waiting.remove(poll);
  }

  /** The service backs off until it enters again. */
  void rest(ServicePoll poll) {
    slots.rest(poll);
  }

  /** Consul refused a connection: the service gives its slot back. */
  void refused(ServicePoll poll) {
    slots.refused(poll);
  }

  void close() {
    waiting.clear();
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
    if (waiting.isEmpty()) {
      last = null;
      pacing.restart();
      return;
    }
    Instant asked = timing.now();
    call =
        pacing.index() == 0
            ? reads.checks(datacenter, reply -> answered(reply, asked))
            : reads.nextChecks(datacenter, pacing.index(), reply -> answered(reply, asked));
  }

  private void answered(ConsulReply<CheckStates> reply, Instant asked) {
    call = null;
    Instant now = timing.now();
    if (reads.doubt(reply) != null || !(reply instanceof Answer<CheckStates> answer)) {
      Duration wanted = reply instanceof Refusal<?> refused ? refused.retryAfter() : Duration.ZERO;
      timer = timing.after(pacing.afterFailure(wanted, now), this::poll);
      return;
    }
    boolean moved = answer.headers().index() != pacing.index();
    pacing.advance(answer.headers().index());
    timer = timing.after(pacing.afterReturn(moved, Duration.between(asked, now), now), this::poll);
    CheckStates before = last;
    last = answer.body();
    if (before != null) {
      tell(answer.body(), before);
    }
  }

  private void tell(CheckStates states, CheckStates before) {
    Set<String> services = states.changedServices(before);
    Set<String> nodes = states.changedNodes(before);
    for (ServicePoll poll : List.copyOf(waiting)) {
      boolean concerned =
          services.contains(poll.key().service().toLowerCase(Locale.ROOT)) || poll.isOn(nodes);
      if (slots.holds(poll)) {
        waiting.remove(poll);
      } else if (concerned) {
        poll.checksChanged();
      }
    }
  }
}
