package io.grpcpool.operator.runtime;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Immutable. Turns the operator framework's own metrics off: at this version it registers one meter
 * with two sets of tags, which Prometheus' registry refuses by an exception on the thread that sent
 * the event (java-operator-sdk #3256).
 */
final class FrameworkMetrics {

  @Produces
  @Singleton
  Metrics none() {
    return Metrics.NOOP;
  }
}
