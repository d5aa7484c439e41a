package io.grpcpool.bench.pool;

import io.grpc.Channel;
import io.grpc.ManagedChannel;

/**
 * Immutable. What a load calls through.
 *
 * @param channel takes the calls
 * @param closer ends it, with the calls that are still in flight
 */
record OpenedChannel(Channel channel, Runnable closer) implements AutoCloseable {

  static OpenedChannel of(ManagedChannel channel) {
    return new OpenedChannel(channel, channel::shutdownNow);
  }

  @Override
  public void close() {
    closer.run();
  }
}
