package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ConsulReply.Answer;
import io.grpcpool.operator.discovery.consul.ConsulReply.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the source's thread. One poll of the names of a datacenter's services, for all
 * services that are missing: a query for a missing service would wake on every change of the
 * catalogue, or never (hashicorp/consul#4810, #12110).
 */
final class CatalogWatch {
  private final String datacenter;
  private final ConsulReads reads;
  private final Timing timing;
  private final PollPacing pacing;
  private final CatalogNames names = new CatalogNames();
  private final Map<ServiceKey, Runnable> missing = new LinkedHashMap<>();
  private Set<String> last = Set.of();
  private @Nullable Pending call;
  private Timing.@Nullable Timer timer;

  CatalogWatch(String datacenter, ConsulReads reads, Timing timing) {
    this.datacenter = datacenter;
    this.reads = reads;
    this.timing = timing;
    this.pacing = new PollPacing(timing.random(), reads.limits().pollWait());
  }

  /** Reads the names now; told the doubt, or null once {@link #names()} are up to date. */
  Pending refresh(Consumer<@Nullable Doubt> done) {
    return reads.catalog(
        datacenter,
        reply -> {
          Doubt doubt = reads.doubt(reply);
          if (doubt == null && reply instanceof Answer<Set<String>> answer) {
            names.see(answer.body(), answer.headers().index(), timing.now());
          }
          done.accept(doubt);
        });
  }

  CatalogNames names() {
    return names;
  }

  /** Tells once when the service's name appears. */
  void await(ServiceKey service, Runnable appeared) {
    missing.put(service, appeared);
    if (call == null && timer == null) {
      poll();
    }
  }

  /** A poll that nobody needs runs out: Consul keeps the slot of one that is cancelled as long. */
  void forget(ServiceKey service) {
    missing.remove(service);
  }

  void close() {
    missing.clear();
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
    if (missing.isEmpty()) {
      return;
    }
    Instant asked = timing.now();
    call =
        pacing.index() == 0
            ? reads.catalog(datacenter, reply -> answered(reply, asked))
            : reads.nextCatalog(datacenter, pacing.index(), reply -> answered(reply, asked));
  }

  private void answered(ConsulReply<Set<String>> reply, Instant asked) {
    call = null;
    Instant now = timing.now();
    Doubt doubt = reads.doubt(reply);
    if (doubt != null || !(reply instanceof Answer<Set<String>> answer)) {
      Duration wanted = reply instanceof Refusal<?> refused ? refused.retryAfter() : Duration.ZERO;
      pause(pacing.afterFailure(wanted, now));
      return;
    }
    boolean changed = answer.headers().index() != pacing.index() || !answer.body().equals(last);
    pacing.advance(answer.headers().index());
    last = answer.body();
    tell();
    if (!missing.isEmpty()) {
      pause(pacing.afterReturn(changed, Duration.between(asked, now), now));
    }
  }

  private void tell() {
    List<ServiceKey> found =
        missing.keySet().stream().filter(key -> CatalogNames.has(last, key.service())).toList();
    List<Runnable> told = found.stream().map(missing::remove).toList();
    told.forEach(Runnable::run);
  }

  private void pause(Duration delay) {
    if (call == null && timer == null) {
      timer = timing.after(delay, this::poll);
    }
  }
}
