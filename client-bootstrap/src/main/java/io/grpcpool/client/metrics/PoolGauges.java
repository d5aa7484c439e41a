package io.grpcpool.client.metrics;

import io.grpcpool.client.pool.EndpointStats;
import io.grpcpool.client.pool.PoolRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/**
 * Thread-safe: one concurrent map. Gauges that add up what the pools with the same tags hold at the
 * moment of asking.
 */
final class PoolGauges {

  private final MeterRegistry registry;
  private final PoolRegistry pools;
  private final PoolTags tags;
  private final Map<Tags, List<Meter>> shown = new ConcurrentHashMap<>();

  PoolGauges(MeterRegistry registry, PoolRegistry pools, PoolTags tags) {
    this.registry = registry;
    this.pools = pools;
    this.tags = tags;
  }

  /** Shows the gauges with these tags, if they are not shown yet. */
  void show(Tags of) {
    shown.computeIfAbsent(
        of,
        key ->
            List.of(
                gauge("grpc.pool.size", key, EndpointStats::connections),
                gauge("grpc.pool.active.connections", key, EndpointStats::active),
                gauge("grpc.pool.idle.connections", key, EndpointStats::idle)));
  }

  /** Removes the gauges of pools that are no more. */
  void removeStale() {
    for (Tags key : List.copyOf(shown.keySet())) {
      if (!isLive(key)) {
        List<Meter> gone = shown.remove(key);
        if (gone != null) {
          gone.forEach(registry::remove);
        }
      }
    }
  }

  private boolean isLive(Tags key) {
    return pools.stats().stream()
        .anyMatch(
            pool ->
                pool.endpoints().stream()
                    .anyMatch(e -> tags.of(pool.name(), e.address()).equals(key)));
  }

  private Gauge gauge(String name, Tags key, ToIntFunction<EndpointStats> figure) {
    return Gauge.builder(name, () -> sum(key, figure)).tags(key).register(registry);
  }

  private int sum(Tags key, ToIntFunction<EndpointStats> figure) {
    return pools.stats().stream()
        .flatMap(
            pool ->
                pool.endpoints().stream()
                    .filter(e -> tags.of(pool.name(), e.address()).equals(key)))
        .mapToInt(figure)
        .sum();
  }
}
