package io.grpcpool.client.pool;

import io.grpc.ConnectivityState;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer.Helper;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.LoadBalancer.SubchannelStateListener;
import io.grpc.NameResolver;
import io.grpc.SynchronizationContext.ScheduledHandle;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe where {@link #schedule} and the clock are concerned; otherwise confined to the
 * channel's synchronization context. The pool's way to its channel: an exception that left a
 * callback there would put the channel into panic for ever, so every callback runs guarded.
 */
final class PoolRuntime {

  private static final Logger LOG = Logger.getLogger(PoolRuntime.class.getName());

  private final Helper helper;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final ChannelLevel level;
  private final @Nullable ChannelRoom room;

  PoolRuntime(Helper helper, LongSupplier nanoTime, RandomGenerator random) {
    this.helper = helper;
    this.nanoTime = nanoTime;
    this.random = random;
    ChannelLevel marked = argument(helper, ChannelLevel.ARGUMENT);
    this.level = marked == null ? ChannelLevel.LIBRARY : marked;
    this.room = argument(helper, ChannelRoom.ARGUMENT);
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  RandomGenerator random() {
    return random;
  }

  /** The channel's target, such as {@code xds:///user-service}. */
  String target() {
    try {
      return helper.getChannelTarget();
    } catch (UnsupportedOperationException e) {
      return helper.getAuthority(); // a helper that is not a channel's
    }
  }

  /** What the channel can do. */
  ChannelLevel level() {
    return level;
  }

  /** Where the channel's calls wait for room; null: they do not. */
  @Nullable ChannelRoom room() {
    return room;
  }

  private static <T> @Nullable T argument(Helper helper, NameResolver.Args.Key<T> key) {
    try {
      return helper.getNameResolverArgs().getArg(key);
    } catch (UnsupportedOperationException e) {
      return null; // a helper that is not a channel's
    }
  }

  /**
   * Makes a subchannel that is not yet started. Returns exactly what the channel made: its parents
   * unwrap it.
   */
  Subchannel createSubchannel(EquivalentAddressGroup endpoint, SubchannelStateListener health) {
    return helper.createSubchannel(
        EndpointAttributes.subchannelArgs(
            endpoint, state -> guard("health", () -> health.onSubchannelState(state))));
  }

  void start(Subchannel subchannel, SubchannelStateListener listener) {
    subchannel.start(state -> guard("connection state", () -> listener.onSubchannelState(state)));
  }

  void publish(ConnectivityState state, SubchannelPicker picker) {
    helper.updateBalancingState(state, picker);
  }

  void refreshNameResolution() {
    helper.refreshNameResolution();
  }

  /** Runs the task in the synchronization context, after what waits there already. */
  void execute(String what, Runnable task) {
    helper.getSynchronizationContext().execute(() -> guard(what, task));
  }

  /** Runs the task in the synchronization context after the delay. */
  ScheduledHandle schedule(String what, Duration delay, Runnable task) {
    return helper
        .getSynchronizationContext()
        .schedule(
            () -> guard(what, task),
            delay.toNanos(),
            TimeUnit.NANOSECONDS,
            helper.getScheduledExecutorService());
  }

  /** Runs the task and keeps what it throws away from the channel. */
  void guard(String what, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(
          Level.SEVERE,
          "pool of " + target() + ": " + what + " failed; the pool goes on as it was",
          e);
    }
  }
}
