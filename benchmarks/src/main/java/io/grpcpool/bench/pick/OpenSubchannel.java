package io.grpcpool.bench.pick;

import io.grpc.Attributes;
import io.grpc.ChannelLogger;
import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer.CreateSubchannelArgs;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.LoadBalancer.SubchannelStateListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Confined to one thread. A subchannel that is open as soon as it is asked for. */
final class OpenSubchannel extends Subchannel {

  private final CreateSubchannelArgs args;
  private @Nullable SubchannelStateListener listener;

  OpenSubchannel(CreateSubchannelArgs args) {
    this.args = args;
  }

  @Override
  public void start(SubchannelStateListener to) {
    listener = to;
  }

  @Override
  public void requestConnection() {
    if (listener != null) {
      listener.onSubchannelState(ConnectivityStateInfo.forNonError(ConnectivityState.READY));
    }
  }

  @Override
  public void shutdown() {
    listener = null;
  }

  @Override
  public List<EquivalentAddressGroup> getAllAddresses() {
    return args.getAddresses();
  }

  @Override
  public Attributes getAttributes() {
    return args.getAttributes();
  }

  @Override
  public ChannelLogger getChannelLogger() {
    return new Silent();
  }

  /** Nobody reads what a channel under measurement says. */
  private static final class Silent extends ChannelLogger {
    @Override
    public void log(ChannelLogLevel level, String message) {}

    @Override
    public void log(ChannelLogLevel level, String format, Object... arguments) {}
  }
}
