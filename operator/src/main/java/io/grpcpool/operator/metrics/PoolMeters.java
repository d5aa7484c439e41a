package io.grpcpool.operator.metrics;

import io.grpcpool.operator.metrics.TrackMeters.MeterMaker;
import io.grpcpool.xds.telemetry.ClusterTelemetry;
import io.grpcpool.xds.telemetry.PoolGauges;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Immutable. What the pools of clients tell of each track.
 *
 * @param telemetry of a cluster
 */
public record PoolMeters(
    MeterRegistry registry, Function<String, Optional<ClusterTelemetry>> telemetry)
    implements MeterMaker {

  private static final String CONNECTIONS = "grpcpool.track.connections";
  private static final String POOLS = "grpcpool.track.pools";

  @Override
  public List<Meter> register(String cluster, Tags track) {
    return List.of(
        gauge(CONNECTIONS, cluster, track.and("state", "in_use"), PoolGauges::inUse),
        gauge(CONNECTIONS, cluster, track.and("state", "idle"), PoolGauges::idle),
        gauge(CONNECTIONS, cluster, track.and("state", "connecting"), PoolGauges::connecting),
        gauge(
            POOLS,
            cluster,
            track.and("level", "library"),
            pools -> pools.pools() - pools.facadePools()),
        gauge(POOLS, cluster, track.and("level", "facade"), PoolGauges::facadePools),
        gauge("grpcpool.track.requests.waiting", cluster, track, PoolGauges::waiting),
        FunctionTimer.builder(
                "grpcpool.track.request.duration",
                this,
                self -> self.read(cluster).attempts().ended(),
                self -> self.read(cluster).attempts().sumMicros(),
                TimeUnit.MICROSECONDS)
            .tags(track)
            .register(registry));
  }

  private Meter gauge(String name, String cluster, Tags tags, ToDoubleFunction<PoolGauges> figure) {
    return Gauge.builder(name, () -> figure.applyAsDouble(read(cluster).pools()))
        .tags(tags)
        .register(registry);
  }

  private ClusterTelemetry read(String cluster) {
    return telemetry.apply(cluster).orElse(ClusterTelemetry.NONE);
  }
}
