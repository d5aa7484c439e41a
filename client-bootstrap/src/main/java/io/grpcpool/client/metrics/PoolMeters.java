package io.grpcpool.client.metrics;

import io.grpc.Status;
import io.grpcpool.client.pool.CallLimit;
import io.grpcpool.client.pool.CloseReason;
import io.grpcpool.client.pool.PoolListener;
import io.grpcpool.client.pool.PoolName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Thread-safe: one concurrent map. Counts what the pools report. */
final class PoolMeters implements PoolListener {

  private final MeterRegistry registry;
  private final PoolTags tags;
  private final PoolGauges gauges;
  private final DiscoveryGauges discovery;
  private final Map<AttemptKind, AttemptMeters> attempts = new ConcurrentHashMap<>();
  private final Map<Refusal, Counter> refusals = new ConcurrentHashMap<>();

  PoolMeters(MeterRegistry registry, PoolTags tags, PoolGauges gauges, DiscoveryGauges discovery) {
    this.registry = registry;
    this.tags = tags;
    this.gauges = gauges;
    this.discovery = discovery;
  }

  private record AttemptKind(Tags tags, Status.Code code) {}

  private record Refusal(PoolName pool, CallLimit by) {}

  private record AttemptMeters(Counter requests, Timer duration) {}

  @Override
  public void poolClosed(PoolName pool) {
    gauges.removeStale();
    discovery.removeStale();
  }

  @Override
  public void endpointsUpdated(PoolName pool) {
    discovery.show(pool);
    registry.counter("grpc.service.discovery.updates", PoolTags.of(pool)).increment();
  }

  @Override
  public void discoveryFailed(PoolName pool) {
    registry.counter("grpc.service.discovery.errors", PoolTags.of(pool)).increment();
  }

  @Override
  public void endpointChecked(PoolName pool, String endpoint, boolean healthy) {
    registry
        .counter(
            "grpc.health.checks",
            tags.of(pool, endpoint).and("result", healthy ? "healthy" : "unhealthy"))
        .increment();
  }

  @Override
  public void connectionCreated(PoolName pool, String endpoint) {
    Tags connection = tags.of(pool, endpoint);
    gauges.show(connection);
    registry.counter("grpc.connections.created", connection).increment();
  }

  @Override
  public void connectionDestroyed(PoolName pool, String endpoint, CloseReason reason) {
    registry
        .counter("grpc.connections.destroyed", tags.of(pool, endpoint).and("reason", reason.name()))
        .increment();
  }

  @Override
  public void callRefused(PoolName pool, CallLimit by) {
    refusals.computeIfAbsent(new Refusal(pool, by), this::register).increment();
  }

  @Override
  public void attemptEnded(PoolName pool, String endpoint, Status.Code code, long nanos) {
    AttemptMeters meters =
        attempts.computeIfAbsent(new AttemptKind(tags.of(pool, endpoint), code), this::register);
    meters.requests().increment();
    meters.duration().record(nanos, TimeUnit.NANOSECONDS);
  }

  private AttemptMeters register(AttemptKind kind) {
    return new AttemptMeters(
        registry.counter("grpc.requests", kind.tags().and("code", kind.code().name())),
        Timer.builder("grpc.request.duration").tags(kind.tags()).register(registry));
  }

  private Counter register(Refusal refusal) {
    return registry.counter(
        "grpc.pool.refused.calls", PoolTags.of(refusal.pool()).and("limit", refusal.by().name()));
  }
}
