package io.grpcpool.operator.discovery.consul;

import java.time.Duration;
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
final class HealthFanIn implements SharedPoll.Audience<CheckStates> {
  /** An answer holds every check of the datacenter: not more than one a second for long. */
  private static final int BURST = 2;

  private static final Duration REFILL = Duration.ofSeconds(1);

  private final PollSlots slots;
  private final SharedPoll<CheckStates> checks;
  private final Set<ServicePoll> waiting = new LinkedHashSet<>();

  HealthFanIn(String datacenter, ConsulReads reads, Timing timing, PollSlots slots) {
    this.slots = slots;
    this.checks =
        new SharedPoll<>(
            (index, done) -> reads.checks(datacenter, index, done),
            this,
            reads,
            timing,
            new PollPacing(timing.random(), reads.limits().pollWait(), BURST, REFILL));
  }

  /** Polls at once where a slot is free; else the service is read in its turn and on a change. */
  void enter(ServicePoll poll) {
    slots.enter(poll);
    if (slots.holds(poll)) {
      waiting.remove(poll);
      return;
    }
    waiting.add(poll);
    checks.begin();
  }

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
    checks.close();
  }

  @Override
  public boolean isWaiting() {
    return !waiting.isEmpty();
  }

  @Override
  public void told(CheckStates states, @Nullable CheckStates before) {
    if (before != null) {
      tell(states, before);
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
