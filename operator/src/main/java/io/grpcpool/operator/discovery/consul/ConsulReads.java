package io.grpcpool.operator.discovery.consul;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the source's thread. The reads that discovery is made of: long polls go at once,
 * plain reads through a gate.
 */
final class ConsulReads {
  private static final int PLAIN_READS = 16;

  private final ReadGate gate = new ReadGate(PLAIN_READS);
  private final ConsulHttp http;
  private final WatchLimits limits;
  private final ConsulInstances instances;
  private final ConsulMetrics metrics;
  private final StaleServices stale;

  ConsulReads(ConsulHttp http, ConsulSettings settings, ConsulMetrics metrics) {
    this.http = http;
    this.limits = settings.limits();
    this.instances = new ConsulInstances(settings.instances());
    this.metrics = metrics;
    this.stale = new StaleServices(metrics);
  }

  WatchLimits limits() {
    return limits;
  }

  /** A plain read, answered by the leader. */
  Pending health(ServiceKey key, Consumer<ConsulReply<ServiceSnapshot>> done) {
    return plain(ConsulQuery.health(key, limits), instances, done);
  }

  /** A plain read that the leader answers only while it surely leads. */
  Pending consistentHealth(ServiceKey key, Consumer<ConsulReply<ServiceSnapshot>> done) {
    return plain(ConsulQuery.health(key, limits).consistent(), instances, done);
  }

  /** Answers when the index has moved on, or the wait is over. */
  Pending nextHealth(ServiceKey key, long index, Consumer<ConsulReply<ServiceSnapshot>> done) {
    return http.get(
        ConsulQuery.health(key, limits).blocking(index, limits), instances, counted(done));
  }

  /** The names of a datacenter's services, as {@link #plainOrNext}. */
  Pending catalog(String datacenter, long index, Consumer<ConsulReply<Set<String>>> done) {
    return plainOrNext(ConsulQuery.catalog(datacenter, limits), index, CatalogNames::parse, done);
  }

  /** All checks of a datacenter, as {@link #plainOrNext}. */
  Pending checks(String datacenter, long index, Consumer<ConsulReply<CheckStates>> done) {
    return plainOrNext(ConsulQuery.checks(datacenter, limits), index, CheckStates::parse, done);
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

  StaleServices stale() {
    return stale;
  }

  /** Index 0: answers at once; else when the index has moved on, or the wait is over. */
  private <T> Pending plainOrNext(
      ConsulQuery query, long index, BodyParser<T> parser, Consumer<ConsulReply<T>> done) {
    return index == 0
        ? plain(query, parser, done)
        : http.get(query.blocking(index, limits), parser, counted(done));
  }

  private <T> Pending plain(
      ConsulQuery query, BodyParser<T> parser, Consumer<ConsulReply<T>> done) {
    return gate.read(answered -> http.get(query, parser, answered), counted(done));
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
