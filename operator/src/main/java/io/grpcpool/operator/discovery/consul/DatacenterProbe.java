package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ConsulReply.Answer;
import io.grpcpool.operator.discovery.consul.ConsulReply.Refusal;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the source's thread. Streaming answers go on with 200 and old data when there is no
 * leader, no server, or no token any more; a plain read of a known service from time to time tells.
 */
final class DatacenterProbe {
  private static final Duration WHILE_IN_DOUBT = Duration.ofSeconds(2);

  private final ConsulReads reads;
  private final Timing timing;
  private final CatalogWatch catalog;
  private final Supplier<Stream<ServicePoll>> polls;
  private int turn;
  private @Nullable Doubt doubt;
  private @Nullable Pending health;
  private @Nullable Pending names;
  private Timing.@Nullable Timer timer;

  DatacenterProbe(
      ConsulReads reads, Timing timing, CatalogWatch catalog, Supplier<Stream<ServicePoll>> polls) {
    this.reads = reads;
    this.timing = timing;
    this.catalog = catalog;
    this.polls = polls;
  }

  void start() {
    timer = timing.around(reads.limits().probeInterval(), this::probe);
    names = catalog.refresh(ignored -> {});
  }

  void close() {
    for (Pending call : new Pending[] {health, names}) {
      if (call != null) {
        call.cancel();
      }
    }
    if (timer != null) {
      timer.cancel();
    }
  }

  /** What every poll of the datacenter has to know; null: nothing. */
  @Nullable Doubt doubt() {
    return doubt;
  }

  private void probe() {
    names = catalog.refresh(ignored -> {});
    ServicePoll[] known = polls.get().filter(ServicePoll::canProbe).toArray(ServicePoll[]::new);
    if (known.length == 0) {
      judged(null, Duration.ZERO);
      return;
    }
    ServicePoll poll = known[Math.floorMod(turn++, known.length)];
    health = reads.health(poll.key(), reply -> probed(poll, reply));
  }

  private void probed(ServicePoll poll, ConsulReply<ServiceSnapshot> reply) {
    Doubt found = reads.doubt(reply);
    judged(found, reply instanceof Refusal<?> refused ? refused.retryAfter() : Duration.ZERO);
    if (found == null && reply instanceof Answer<ServiceSnapshot> answer) {
      poll.probed(answer);
    }
  }

  private void judged(@Nullable Doubt found, Duration least) {
    boolean turned = (found == null) != (doubt == null);
    doubt = found;
    if (turned) {
      polls.get().forEach(poll -> poll.datacenter(found));
    }
    Duration pause = found == null ? reads.limits().probeInterval() : WHILE_IN_DOUBT;
    Duration wanted = pause.compareTo(least) > 0 ? pause : least;
    timer = timing.around(wanted, this::probe);
  }
}
