package io.grpcpool.client.pool;

import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.SubchannelPicker;
import java.util.List;
import java.util.function.Supplier;

/**
 * Immutable, though the loads go on changing. Lets no call wait for a stream: where the connection
 * that was picked is full it looks for one that is not, and where there is none and no endpoint may
 * have more, the call fails.
 */
final class FullPoolPicker extends SubchannelPicker {

  private final SubchannelPicker picker;
  private final Connection[] connections;
  private final boolean mayGrow;
  private final Supplier<PickResult> refusal;

  /**
   * @param usable the endpoints that the picker picks from
   * @param max most connections of an endpoint
   * @param refusal what a call gets for which there is no room
   */
  FullPoolPicker(
      SubchannelPicker picker, List<EndpointView> usable, int max, Supplier<PickResult> refusal) {
    this.picker = picker;
    this.connections =
        usable.stream().flatMap(view -> view.usable().stream()).toArray(Connection[]::new);
    this.mayGrow = usable.stream().anyMatch(view -> view.usable().size() < max);
    this.refusal = refusal;
  }

  @Override
  public PickResult pickSubchannel(PickSubchannelArgs args) {
    PickResult picked = picker.pickSubchannel(args);
    if (!(picked.getStreamTracerFactory() instanceof ConnectionLoad load) || !load.isFull()) {
      return picked;
    }
    for (Connection connection : connections) {
      if (!connection.load().isFull()) {
        return connection.pick();
      }
    }
    // A call too many on one connection is what makes its endpoint open another.
    return mayGrow ? picked : refusal.get();
  }

  @Override
  public String toString() {
    return "FullPoolPicker(" + picker + ")";
  }
}
