package io.grpcpool.operator.metrics;

import io.grpcpool.operator.world.PlanningListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Thread-safe: the registry is. Measures what comes from sources and how long it waits. */
public final class PlanningMeters implements PlanningListener {

  private final MeterRegistry registry;

  /** Measures into a registry. */
  public PlanningMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void changed(String source, String kind) {
    registry.counter("xds.source.events", "source", source, "kind", kind).increment();
  }

  @Override
  public void debounced(String kind, Duration waited) {
    registry.timer("xds.debounce", "kind", kind).record(waited);
  }
}
