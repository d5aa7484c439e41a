package io.grpcpool.client;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpcpool.client.pool.PoolRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Thread-safe: one concurrent map. Keeps one channel per service for all who ask for it. */
final class PooledChannels {

  private final ConcurrentMap<ChannelTarget, ManagedChannel> channels = new ConcurrentHashMap<>();
  private final Function<ChannelTarget, ManagedChannel> connect;
  private final PoolRegistry registry;
  private final LongSupplier nanoTime;

  PooledChannels(
      Function<ChannelTarget, ManagedChannel> connect,
      PoolRegistry registry,
      LongSupplier nanoTime) {
    this.connect = connect;
    this.registry = registry;
    this.nanoTime = nanoTime;
  }

  ManagedChannel channel(String name) {
    ChannelTarget target = ChannelTarget.of(name);
    ManagedChannel existing = channels.get(target);
    if (existing != null && !existing.isShutdown()) {
      return existing;
    }
    return channels.compute(
        target, (key, current) -> current != null && !current.isShutdown() ? current : open(key));
  }

  <T> T execute(String name, Function<? super Channel, ? extends T> call) {
    return call.apply(channel(name));
  }

  <T> CompletionStage<T> executeAsync(
      String name, Function<? super Channel, ? extends CompletionStage<T>> call) {
    return call.apply(channel(name));
  }

  ServicePool pool(String name) {
    return new ServicePool(ChannelTarget.of(name).service(), registry);
  }

  boolean close(Duration grace) throws InterruptedException {
    List<ManagedChannel> closing = List.copyOf(channels.values());
    closing.forEach(ManagedChannel::shutdown);
    channels.values().removeAll(closing);
    long deadline = nanoTime.getAsLong() + grace.toNanos();
    try {
      for (ManagedChannel channel : closing) {
        if (!channel.awaitTermination(deadline - nanoTime.getAsLong(), TimeUnit.NANOSECONDS)) {
          return false;
        }
      }
      return true;
    } finally {
      closing.forEach(ManagedChannel::shutdownNow);
    }
  }

  private ManagedChannel open(ChannelTarget target) {
    ManagedChannel channel = connect.apply(target);
    // A new channel stays idle until somebody asks for its state: ask now, so that the first call
    // finds connections.
    channel.getState(true);
    return channel;
  }
}
