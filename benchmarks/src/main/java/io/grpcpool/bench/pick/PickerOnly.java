package io.grpcpool.bench.pick;

import io.grpc.ConnectivityState;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancer.CreateSubchannelArgs;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.ManagedChannel;
import io.grpc.SynchronizationContext;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Confined to one thread. A channel's side of a policy that keeps nothing but the last picker. */
final class PickerOnly extends LoadBalancer.Helper implements AutoCloseable {

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final SynchronizationContext context =
      new SynchronizationContext(
          (thread, problem) -> {
            throw new IllegalStateException("the policy failed", problem);
          });
  private @Nullable SubchannelPicker picker;

  SubchannelPicker picker() {
    if (picker == null) {
      throw new IllegalStateException("the policy has published nothing");
    }
    return picker;
  }

  @Override
  public Subchannel createSubchannel(CreateSubchannelArgs args) {
    return new OpenSubchannel(args);
  }

  @Override
  public void updateBalancingState(ConnectivityState state, SubchannelPicker now) {
    picker = now;
  }

  @Override
  public SynchronizationContext getSynchronizationContext() {
    return context;
  }

  @Override
  public ScheduledExecutorService getScheduledExecutorService() {
    return timer;
  }

  @Override
  public void refreshNameResolution() {
    // The endpoints stay as they are.
  }

  @Override
  public String getAuthority() {
    return "picks";
  }

  @Override
  public ManagedChannel createOobChannel(EquivalentAddressGroup endpoint, String authority) {
    throw new UnsupportedOperationException("no policy under measurement asks for a channel");
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
