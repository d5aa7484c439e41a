package io.grpcpool.client.pool;

import io.grpc.LoadBalancer.PickSubchannelArgs;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Thread-safe: a rotation that is, and counts that others keep. Of the endpoint whose turn it is
 * and one drawn by chance, both by weight, takes the one with fewer calls in flight for its weight
 * (power of two choices, gRFC A48). Endpoints that are equally busy so take turns.
 */
final class LeastRequestOrder implements EndpointOrder {

  private final SmoothWeightedRoundRobin rotation;
  private final EndpointView[] endpoints;
  private final IntSupplier random;

  /**
   * @param random any number, with equal chance
   */
  LeastRequestOrder(
      SmoothWeightedRoundRobin rotation, List<EndpointView> endpoints, IntSupplier random) {
    this.rotation = rotation;
    this.random = random;
    this.endpoints = endpoints.toArray(new EndpointView[0]);
  }

  @Override
  public int next(PickSubchannelArgs call) {
    int first = rotation.next();
    int second = rotation.at(random.getAsInt());
    return isBusier(endpoints[first], endpoints[second]) ? second : first;
  }

  private static boolean isBusier(EndpointView one, EndpointView other) {
    return (double) one.inFlight() * other.weight() > (double) other.inFlight() * one.weight();
  }
}
