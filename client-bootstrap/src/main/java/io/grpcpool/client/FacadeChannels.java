package io.grpcpool.client;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannelBuilder;
import io.grpc.xds.XdsChannelCredentials;
import io.grpcpool.client.bootstrap.InstalledBootstrap;
import io.grpcpool.client.pool.ChannelLevel;
import io.grpcpool.client.pool.ChannelRoom;
import io.grpcpool.client.pool.ChannelSettings;
import io.grpcpool.client.pool.PoolLoadBalancerProvider;
import io.grpcpool.wire.PoolPolicyFields;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Immutable. Begins channels as the facade sets them. */
final class FacadeChannels {

  private static final Map<String, ?> POOL_POLICY =
      Map.of("loadBalancingConfig", List.of(Map.of(PoolPolicyFields.POLICY_NAME, Map.of())));

  /** Ends the waiting of calls; has no thread before the first one waits. */
  private static final ScheduledThreadPoolExecutor TIMER =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "grpcpool-waiting");
            thread.setDaemon(true);
            return thread;
          });

  static {
    TIMER.setRemoveOnCancelPolicy(true); // or calls that got room stay in memory till their time
  }

  private final Supplier<Map<String, ?>> section;

  /**
   * @param section the process's own settings; asked for each channel
   */
  FacadeChannels(Supplier<Map<String, ?>> section) {
    this.section = section;
  }

  static FacadeChannels ofProcess() {
    return new FacadeChannels(() -> InstalledBootstrap.ofProcess().poolDefaults());
  }

  /**
   * A builder that is set.
   *
   * @param fallback the credentials towards backends for which the control plane's policy sets none
   * @throws IllegalArgumentException if the name is none, or a setting of the process is bad
   * @throws IllegalStateException if the name needs an xDS bootstrap and none is installed
   */
  ManagedChannelBuilder<?> builder(String name, ChannelCredentials fallback) {
    PoolLoadBalancerProvider.register();
    ChannelTarget target = ChannelTarget.of(name);
    ManagedChannelBuilder<?> builder = forTarget(target, fallback);
    // In idle mode grpc-java closes the pool and the stream to the control plane; after 30 minutes
    // by default.
    ChannelRoom room = new ChannelRoom(TIMER, System::nanoTime);
    builder
        .idleTimeout(Long.MAX_VALUE, TimeUnit.DAYS)
        .setNameResolverArg(ChannelLevel.ARGUMENT, ChannelLevel.FACADE)
        .setNameResolverArg(ChannelRoom.ARGUMENT, room)
        .intercept(room);
    ChannelSettings.of(section.get()).applyTo(builder);
    return builder;
  }

  private static ManagedChannelBuilder<?> forTarget(
      ChannelTarget target, ChannelCredentials fallback) {
    if (!target.isXds()) {
      return Grpc.newChannelBuilder(target.uri(), fallback).defaultServiceConfig(POOL_POLICY);
    }
    InstalledBootstrap.require(target.uri());
    return Grpc.newChannelBuilder(target.uri(), XdsChannelCredentials.create(fallback));
  }
}
