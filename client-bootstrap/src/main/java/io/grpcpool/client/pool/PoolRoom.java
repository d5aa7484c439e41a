package io.grpcpool.client.pool;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe, except for {@link #follow}, which is confined to the synchronization context. How
 * many calls the connections of one pool may carry.
 *
 * <p>Only what is known is a limit: the target of the settings, or what the server has shown to
 * allow. A pool that may open one more connection has no limit yet, and one without a connection
 * that can be used has none either, because then the channel's own rules say what a call meets.
 */
final class PoolRoom implements Occupied {

  private final @Nullable ChannelRoom channel;
  private final Supplier<List<EndpointView>> endpoints;
  private volatile PoolConfig config;

  /**
   * @param channel where calls wait; null: on this channel they do not
   */
  PoolRoom(
      @Nullable ChannelRoom channel, Supplier<List<EndpointView>> endpoints, PoolConfig config) {
    this.channel = channel;
    this.endpoints = endpoints;
    this.config = config;
  }

  void open() {
    if (channel != null) {
      channel.opened(this);
    }
  }

  /** New endpoints or connections hold. */
  void published() {
    if (channel != null) {
      channel.changed();
    }
  }

  void close() {
    if (channel != null) {
      channel.closed(this);
    }
  }

  void follow(PoolConfig now) {
    config = now;
  }

  @Override
  public int capacity() {
    List<EndpointView> views = endpoints.get();
    if (mayGrow(views)) {
      return UNLIMITED;
    }
    long sum = 0;
    for (EndpointView view : views) {
      if (view.isUsable()) {
        int known = mostKnown(view);
        if (known == 0) {
          return UNLIMITED;
        }
        for (Connection connection : view.usable()) {
          int own = connection.load().capacity();
          sum += own == 0 ? known : own;
        }
      }
    }
    return sum == 0 ? UNLIMITED : (int) Math.min(sum, UNLIMITED);
  }

  @Override
  public int inFlight() {
    int calls = 0;
    for (EndpointView view : endpoints.get()) {
      for (Connection connection : view.usable()) {
        calls += connection.load().inFlight();
      }
    }
    return calls;
  }

  @Override
  public boolean lacksQueue() {
    return config.protection().failWhenFull();
  }

  @Override
  public QueueConfig queue() {
    return config.queue();
  }

  private boolean mayGrow(List<EndpointView> views) {
    int max = config.connections().max();
    for (EndpointView view : views) {
      if (view.isUsable() && view.usable().size() + (view.connecting() ? 1 : 0) < max) {
        return true;
      }
    }
    return false;
  }

  /** What one of the endpoint's connections has shown goes for those that have not yet. */
  private static int mostKnown(EndpointView view) {
    int known = 0;
    for (Connection connection : view.usable()) {
      known = Math.max(known, connection.load().capacity());
    }
    return known;
  }
}
