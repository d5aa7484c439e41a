package io.grpcpool.operator.discovery.fixed;

import io.grpcpool.operator.discovery.EndpointSource;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.ServiceRef;
import java.util.function.Consumer;

/** Thread-safe: stateless. Answers at once, and always the same. */
public final class StaticEndpointSource implements EndpointSource {

  /** The kind of {@link ServiceRef.Fixed}. */
  public static final String KIND = "static";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Watch watch(ServiceRef service, Consumer<EndpointsView> listener) {
    ServiceRef.Fixed fixed = (ServiceRef.Fixed) service;
    listener.accept(EndpointsView.fresh(fixed.endpoints(), fixed.problems()));
    return () -> {};
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
