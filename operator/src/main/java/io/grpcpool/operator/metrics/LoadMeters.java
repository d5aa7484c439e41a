package io.grpcpool.operator.metrics;

import io.grpcpool.operator.metrics.TrackMeters.MeterMaker;
import io.grpcpool.xds.load.ClusterLoad;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Immutable. What clients report of their calls to each track.
 *
 * @param loads the load of a cluster
 */
public record LoadMeters(MeterRegistry registry, Function<String, Optional<ClusterLoad>> loads)
    implements MeterMaker {

  @Override
  public List<Meter> register(String cluster, Tags track) {
    return List.of(
        counter(cluster, track.and("outcome", "issued"), ClusterLoad::issued),
        counter(cluster, track.and("outcome", "succeeded"), ClusterLoad::succeeded),
        counter(cluster, track.and("outcome", "failed"), ClusterLoad::failed),
        counter(cluster, track.and("outcome", "dropped"), ClusterLoad::dropped),
        Gauge.builder(
                "grpcpool.track.requests.in.progress", () -> read(cluster, ClusterLoad::inProgress))
            .tags(track)
            .register(registry));
  }

  private Meter counter(String cluster, Tags tags, ToDoubleFunction<ClusterLoad> count) {
    return FunctionCounter.builder(
            "grpcpool.track.requests", this, self -> self.read(cluster, count))
        .description("Attempts that clients report")
        .tags(tags)
        .register(registry);
  }

  private double read(String cluster, ToDoubleFunction<ClusterLoad> count) {
    return loads.apply(cluster).map(count::applyAsDouble).orElse(0.0);
  }
}
