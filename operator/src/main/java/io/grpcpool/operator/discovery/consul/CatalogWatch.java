package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ConsulReply.Answer;
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
final class CatalogWatch implements SharedPoll.Audience<Set<String>> {
  private final String datacenter;
  private final ConsulReads reads;
  private final Timing timing;
  private final SharedPoll<Set<String>> catalog;
  private final CatalogNames names = new CatalogNames();
  private final Map<ServiceKey, Runnable> missing = new LinkedHashMap<>();

  CatalogWatch(String datacenter, ConsulReads reads, Timing timing) {
    this.datacenter = datacenter;
    this.reads = reads;
    this.timing = timing;
    this.catalog =
        new SharedPoll<>(
            (index, done) -> reads.catalog(datacenter, index, done),
            this,
            reads,
            timing,
            new PollPacing(timing.random(), reads.limits().pollWait()));
  }

  /** Reads the names now; told the doubt, or null once {@link #names()} are up to date. */
  Pending refresh(Consumer<@Nullable Doubt> done) {
    return reads.catalog(
        datacenter,
        0,
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
    catalog.begin();
  }

  void forget(ServiceKey service) {
    missing.remove(service);
  }

  void close() {
    missing.clear();
    catalog.close();
  }

  @Override
  public boolean isWaiting() {
    return !missing.isEmpty();
  }

  @Override
  public void told(Set<String> present, @Nullable Set<String> before) {
    List<ServiceKey> found =
        missing.keySet().stream().filter(key -> CatalogNames.has(present, key.service())).toList();
    List<Runnable> told = found.stream().map(missing::remove).toList();
    told.forEach(Runnable::run);
  }
}
