package io.grpcpool.client.metrics;

import io.grpcpool.client.pool.EndpointStats;
import io.grpcpool.client.pool.PoolName;
import io.grpcpool.client.pool.PoolRegistry;
import io.grpcpool.client.pool.PoolStats;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * Thread-safe: one concurrent map. Gauges of how many endpoints a service has, how many of them
 * have no connection, how many cannot be reached, and whether its calls are sent.
 */
final class DiscoveryGauges {

  private final MeterRegistry registry;
  private final PoolRegistry pools;
  private final Map<Tags, List<Meter>> shown = new ConcurrentHashMap<>();

  DiscoveryGauges(MeterRegistry registry, PoolRegistry pools) {
    this.registry = registry;
    this.pools = pools;
  }

  /** Shows the gauges of this pool, if they are not shown yet. */
  void show(PoolName pool) {
    shown.computeIfAbsent(
        PoolTags.of(pool),
        key ->
            List.of(
                gauge("grpc.service.discovery.nodes", key, stats -> stats.endpoints().size()),
                gauge("grpc.pool.cold.endpoints", key, PoolStats::cold),
                gauge(
                    "grpc.unhealthy.nodes",
                    key,
                    stats -> stats.endpoints().stream().filter(EndpointStats::unhealthy).count()),
                Gauge.builder("grpc.pool.circuit.state", () -> circuit(key))
                    .tags(key)
                    .register(registry)));
  }

  /** Removes the gauges of pools that are no more. */
  void removeStale() {
    List<Tags> live = pools.stats().stream().map(stats -> PoolTags.of(stats.name())).toList();
    for (Tags key : List.copyOf(shown.keySet())) {
      List<Meter> gone = live.contains(key) ? null : shown.remove(key);
      if (gone != null) {
        gone.forEach(registry::remove);
      }
    }
  }

  /** The worst of all pools: 0 closed, 1 half-open, 2 open. */
  private int circuit(Tags key) {
    return pools.stats().stream()
        .filter(stats -> PoolTags.of(stats.name()).equals(key))
        .mapToInt(stats -> stats.protection().circuit().ordinal())
        .max()
        .orElse(0);
  }

  private Gauge gauge(String name, Tags key, ToLongFunction<PoolStats> figure) {
    return Gauge.builder(name, () -> sum(key, figure)).tags(key).register(registry);
  }

  private long sum(Tags key, ToLongFunction<PoolStats> figure) {
    return pools.stats().stream()
        .filter(stats -> PoolTags.of(stats.name()).equals(key))
        .mapToLong(figure)
        .sum();
  }
}
