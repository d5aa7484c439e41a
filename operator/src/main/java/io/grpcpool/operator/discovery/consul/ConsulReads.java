package io.grpcpool.operator.discovery.consul;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Thread-safe: the reads that discovery is made of; replies come on the source's thread. */
final class ConsulReads {
  private final ConsulHttp http;
  private final WatchLimits limits;
  private final ConsulInstances instances;
  private final ConsulMetrics metrics;

  ConsulReads(ConsulHttp http, ConsulSettings settings, ConsulMetrics metrics) {
    this.http = http;
    this.limits = settings.limits();
    this.instances = new ConsulInstances(settings.instances());
    this.metrics = metrics;
  }

  WatchLimits limits() {
    return limits;
  }

  /** A plain read, answered by the leader. */
  ConsulCall<?> health(ServiceKey key, Consumer<ConsulReply<ServiceSnapshot>> done) {
    return http.get(ConsulQuery.health(key, limits), instances, counted(done));
  }

  /** A plain read that the leader answers only while it surely leads. */
  ConsulCall<?> consistentHealth(ServiceKey key, Consumer<ConsulReply<ServiceSnapshot>> done) {
    return http.get(ConsulQuery.health(key, limits).consistent(), instances, counted(done));
  }

  /** Answers when the index has moved on, or the wait is over. */
  ConsulCall<?> nextHealth(
      ServiceKey key, long index, Consumer<ConsulReply<ServiceSnapshot>> done) {
    return http.get(
        ConsulQuery.health(key, limits).blocking(index, limits), instances, counted(done));
  }

  ConsulCall<?> catalog(String datacenter, Consumer<ConsulReply<Set<String>>> done) {
    return http.get(ConsulQuery.catalog(datacenter, limits), CatalogNames::parse, counted(done));
  }

  ConsulCall<?> nextCatalog(
      String datacenter, long index, Consumer<ConsulReply<Set<String>>> done) {
    ConsulQuery query = ConsulQuery.catalog(datacenter, limits).blocking(index, limits);
    return http.get(query, CatalogNames::parse, counted(done));
  }

  /** Null where the reply can be believed. */
  @Nullable Doubt doubt(ConsulReply<?> reply) {
    return trust().doubt(reply);
  }

  /** Null where an empty list can be believed so far. */
  @Nullable Doubt doubtOfNothing(ReplyHeaders headers) {
    return trust().doubtOfNothing(headers);
  }

  ConsulMetrics metrics() {
    return metrics;
  }

  private ReplyTrust trust() {
    return new ReplyTrust(limits.maxContact(), http.hasToken());
  }

  private <T> Consumer<ConsulReply<T>> counted(Consumer<ConsulReply<T>> done) {
    return reply -> {
      Doubt doubt = doubt(reply);
      if (doubt != null) {
        metrics.error(doubt.cause());
      }
      done.accept(reply);
    };
  }
}
