package io.grpcpool.client.pool;

import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.SubchannelPicker;
import java.util.List;

/**
 * Immutable but for the rotation's counter. Gives each call an endpoint in proportion to the
 * weights, then a connection to it. Made anew on every change.
 */
final class PoolPicker extends SubchannelPicker {

  private final ConnectionChoice[] endpoints;
  private final SmoothWeightedRoundRobin rotation;

  /**
   * @param usable the endpoints that can take calls; at least one
   * @param rotation over the indexes of {@code usable}
   */
  PoolPicker(List<EndpointView> usable, SmoothWeightedRoundRobin rotation) {
    this.endpoints =
        usable.stream()
            .map(endpoint -> new ConnectionChoice(endpoint.usable()))
            .toArray(ConnectionChoice[]::new);
    this.rotation = rotation;
  }

  @Override
  public PickResult pickSubchannel(PickSubchannelArgs args) {
    return endpoints[rotation.next()].choose(Thread.currentThread()).pick();
  }

  @Override
  public String toString() {
    return "PoolPicker(" + endpoints.length + " endpoints)";
  }
}
