package io.grpcpool.client.metrics;

import io.grpcpool.client.consul.ConsulRegistration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Thread-safe. The Micrometer gauge {@code grpc_consul_registered}, with the tag {@code id}: 1
 * while Consul has the server, as far as the last answer told; 0 while it lacks, lost or refused
 * the registration, and nobody discovers a server that serves.
 */
public final class ConsulRegistrationMeter implements MeterBinder {
  private final ConsulRegistration registration;

  /** Of a server that is, or is to be, registered. */
  public ConsulRegistrationMeter(ConsulRegistration registration) {
    this.registration = registration;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("grpc_consul_registered", () -> registration.registered() ? 1 : 0)
        .description("Whether the server is registered in Consul")
        .tag("id", registration.id())
        .register(registry);
  }
}
