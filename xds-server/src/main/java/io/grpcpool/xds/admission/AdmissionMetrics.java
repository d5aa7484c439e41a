package io.grpcpool.xds.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Thread-safe. Counts who waits and who is turned away. */
public final class AdmissionMetrics {

  private final Map<Limit, Counter> rejected = new EnumMap<>(Limit.class);
  private final AtomicInteger waiting = new AtomicInteger();

  /** Registers all meters, at zero. */
  public AdmissionMetrics(MeterRegistry registry) {
    for (Limit limit : Limit.values()) {
      rejected.put(limit, registry.counter("xds.admission.rejected", "limit", limit.label()));
    }
    Gauge.builder("xds.admission.waiting", waiting, AtomicInteger::get).register(registry);
  }

  /** A stream ends because of this. */
  public void rejected(Excess excess) {
    Objects.requireNonNull(rejected.get(excess.limit())).increment();
  }

  void waiting(int streams) {
    waiting.set(streams);
  }
}
