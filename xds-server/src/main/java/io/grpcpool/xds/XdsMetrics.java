package io.grpcpool.xds;

import io.grpc.Status;
import io.grpcpool.xds.admission.AdmissionMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Thread-safe. What the server counts; every tag is one of a few values. */
final class XdsMetrics {

  private static final Duration[] CONVERGENCE_BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final Map<ResourceType, TypeMeters> types = new EnumMap<>(ResourceType.class);
  private final Map<ClientImplementation, AtomicInteger> streams =
      new EnumMap<>(ClientImplementation.class);
  private final Counter unknownTypes;
  private final Counter publications;
  private final AdmissionMetrics admission;

  /** Immutable. The meters of one type. */
  private record TypeMeters(
      Counter responses,
      DistributionSummary responseBytes,
      DistributionSummary requestBytes,
      Timer build,
      Timer send,
      Timer queue,
      Timer convergence,
      Counter refusals,
      Counter staleNonces) {

    static TypeMeters of(MeterRegistry registry, String type) {
      return new TypeMeters(
          registry.counter("xds.responses", "type", type),
          registry.summary("xds.response.bytes", "type", type),
          registry.summary("xds.request.bytes", "type", type),
          registry.timer("xds.build", "type", type),
          registry.timer("xds.send", "type", type),
          registry.timer("xds.queue", "type", type),
          Timer.builder("xds.convergence")
              .description("From publication to each acknowledgement")
              .tag("type", type)
              .serviceLevelObjectives(CONVERGENCE_BUCKETS)
              .register(registry),
          registry.counter("xds.nacks", "type", type),
          registry.counter("xds.stale.nonce", "type", type));
    }
  }

  XdsMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.unknownTypes = registry.counter("xds.unknown.types");
    this.publications = registry.counter("xds.publications");
    this.admission = new AdmissionMetrics(registry);
    for (ResourceType type : ResourceType.values()) {
      types.put(type, TypeMeters.of(registry, type.label()));
    }
    for (ClientImplementation client : ClientImplementation.values()) {
      AtomicInteger count = new AtomicInteger();
      streams.put(client, count);
      Gauge.builder("xds.streams", count, AtomicInteger::get)
          .tag("client", client.label())
          .register(registry);
    }
  }

  /** Registers what is read from the table and the shards when somebody looks. */
  void observe(ResourceTable table, List<StreamShard> shards) {
    for (ResourceType type : ResourceType.values()) {
      Gauge.builder("xds.encoded.resources", table, t -> t.names(type).size())
          .tag("type", type.label())
          .register(registry);
      Gauge.builder("xds.encoded.bytes", table, t -> t.bytes(type))
          .tag("type", type.label())
          .register(registry);
    }
    Gauge.builder(
            "xds.missing.resources",
            shards,
            all -> all.stream().mapToLong(StreamShard::missing).sum())
        .register(registry);
    Gauge.builder("xds.unacked.seconds.max", shards, this::longestUnanswered)
        .description("The age of the oldest response that its client has not answered")
        .register(registry);
    Gauge.builder(
            "xds.nacked.resources",
            shards,
            all -> all.stream().mapToLong(StreamShard::refused).sum())
        .register(registry);
  }

  private double longestUnanswered(List<StreamShard> shards) {
    long oldest =
        shards.stream()
            .mapToLong(shard -> shard.unanswered().oldest())
            .min()
            .orElse(UnansweredResponses.NONE);
    return oldest == UnansweredResponses.NONE ? 0 : (now() - oldest) / 1e9;
  }

  /** The monotonic clock, in nanoseconds. */
  long now() {
    return registry.config().clock().monotonicTime();
  }

  AdmissionMetrics admission() {
    return admission;
  }

  void connected(ClientImplementation client) {
    streams(client).incrementAndGet();
  }

  void disconnected(ClientImplementation client) {
    streams(client).decrementAndGet();
  }

  void ended(Status status) {
    if (!status.isOk()) {
      registry.counter("xds.stream.errors", "code", status.getCode().name()).increment();
    }
  }

  void requested(@Nullable ResourceType type, int bytes) {
    if (type == null) {
      unknownTypes.increment();
    } else {
      meters(type).requestBytes().record(bytes);
    }
  }

  void published() {
    publications.increment();
  }

  void staleNonce(ResourceType type) {
    meters(type).staleNonces().increment();
  }

  void queued(ResourceType type, long pushedAt) {
    record(meters(type).queue(), pushedAt);
  }

  /**
   * A response went out.
   *
   * @param buildNanos what it took to put it together
   * @param sendNanos what it took to hand it to the transport
   */
  void sent(EncodedResponse response, long buildNanos, long sendNanos) {
    TypeMeters meters = meters(response.type());
    meters.responses().increment();
    meters.build().record(buildNanos, TimeUnit.NANOSECONDS);
    meters.send().record(sendNanos, TimeUnit.NANOSECONDS);
    meters.responseBytes().record(response.size());
  }

  void acknowledged(ResourceType type, long pushedAt) {
    record(meters(type).convergence(), pushedAt);
  }

  void refused(ResourceType type) {
    meters(type).refusals().increment();
  }

  private TypeMeters meters(ResourceType type) {
    return Objects.requireNonNull(types.get(type));
  }

  private AtomicInteger streams(ClientImplementation client) {
    return Objects.requireNonNull(streams.get(client));
  }

  private void record(Timer timer, long since) {
    if (since != TypeState.NOT_PUSHED) {
      timer.record(now() - since, TimeUnit.NANOSECONDS);
    }
  }
}
