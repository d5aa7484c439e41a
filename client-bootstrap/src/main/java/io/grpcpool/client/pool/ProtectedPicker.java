package io.grpcpool.client.pool;

import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.SubchannelPicker;

/** Immutable. Asks whether a call may be sent before it chooses where to. */
final class ProtectedPicker extends SubchannelPicker {

  private final Protection protection;
  private final SubchannelPicker picker;

  ProtectedPicker(Protection protection, SubchannelPicker picker) {
    this.protection = protection;
    this.picker = picker;
  }

  @Override
  public PickResult pickSubchannel(PickSubchannelArgs args) {
    PickResult refusal = protection.refusal();
    return refusal != null ? refusal : picker.pickSubchannel(args);
  }

  @Override
  public String toString() {
    return "ProtectedPicker(" + picker + ")";
  }
}
