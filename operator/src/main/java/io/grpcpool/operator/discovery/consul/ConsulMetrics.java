package io.grpcpool.operator.discovery.consul;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Thread-safe: what discovery from Consul counts; tags are bounded, services are no tag. */
final class ConsulMetrics {
  private final Map<Doubt.Cause, Counter> errors = new EnumMap<>(Doubt.Cause.class);
  private final Counter changes;
  private final AtomicInteger polls = new AtomicInteger();
  private final AtomicInteger stale = new AtomicInteger();

  ConsulMetrics(MeterRegistry registry) {
    for (Doubt.Cause cause : Doubt.Cause.values()) {
      errors.put(
          cause,
          Counter.builder("grpcpool.consul.errors")
              .description("Answers of Consul that could not be believed")
              .tag("reason", cause.metric())
              .register(registry));
    }
    changes =
        Counter.builder("grpcpool.consul.changes")
            .description("Changes of endpoints seen in Consul")
            .register(registry);
    Gauge.builder("grpcpool.consul.polls", polls, AtomicInteger::get)
        .description("Long polls open")
        .register(registry);
    Gauge.builder("grpcpool.consul.stale.services", stale, AtomicInteger::get)
        .description("Services served from an earlier answer, as a later one is not believed")
        .register(registry);
  }

  void error(Doubt.Cause cause) {
    Objects.requireNonNull(errors.get(cause)).increment();
  }

  void changed() {
    changes.increment();
  }

  /** Long polls that hold a slot. */
  void polls(int open) {
    polls.set(open);
  }

  /** Services whose last good answer is served because a later one could not be believed. */
  void stale(int services) {
    stale.set(services);
  }
}
