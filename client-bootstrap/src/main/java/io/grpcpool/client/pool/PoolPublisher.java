package io.grpcpool.client.pool;

import io.grpc.ConnectivityState;
import io.grpc.LoadBalancer.FixedResultPicker;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.SubchannelPicker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the synchronization context, except for {@link #current}. Turns the endpoints' states
 * into the channel's state and picker: once per burst of changes, and always before a connection
 * that left the picker is shut down.
 */
final class PoolPublisher implements EndpointOwner {

  private static final SubchannelPicker NOT_YET = new FixedResultPicker(PickResult.withNoResult());

  private final PoolName name;
  private final PoolRuntime runtime;
  private final Protection protection;
  private final PoolRoom room;
  private final Supplier<List<EndpointView>> endpoints;
  private final List<Connection> retiring = new ArrayList<>();
  private final EndpointOrders orders;
  private final LoopConnections loops = new LoopConnections();
  private final WarmStart warmStart;

  private volatile List<EndpointView> current = List.of();
  private boolean pending;
  private boolean closed;
  private @Nullable ConnectivityState lastState;

  PoolPublisher(
      PoolName name,
      PoolRuntime runtime,
      Protection protection,
      PoolRoom room,
      Supplier<List<EndpointView>> endpoints) {
    this.name = name;
    this.runtime = runtime;
    this.protection = protection;
    this.room = room;
    this.endpoints = endpoints;
    // Many clients that start together must not all begin with the first endpoint.
    this.orders = new EndpointOrders(runtime.random().nextInt());
    this.warmStart = new WarmStart(runtime, this::changed);
  }

  /** Takes over the settings that hold now. */
  void follow(PoolConfig config) {
    orders.follow(config.balancing());
    warmStart.follow(config.beginning(), config.lifetimes().connectTimeout());
  }

  @Override
  public void changed() {
    if (!pending && !closed) {
      pending = true;
      runtime.execute("publishing", this::publish);
    }
  }

  @Override
  public void retire(Connection connection) {
    retiring.add(connection);
  }

  /** The endpoints as last published; from any thread. */
  List<EndpointView> current() {
    return current;
  }

  /** Publishes nothing more and shuts down what was retired. */
  void close() {
    closed = true;
    warmStart.end();
    current = List.of();
    shutDownRetired();
  }

  private void publish() {
    pending = false;
    if (closed) {
      return;
    }
    List<EndpointView> views = endpoints.get();
    try {
      tell(views);
    } finally {
      shutDownRetired();
    }
    // The channel queues the picker; whoever reads statistics must not be ahead of the picks.
    runtime.execute("statistics", () -> remember(views));
  }

  private void remember(List<EndpointView> views) {
    if (!closed) {
      current = views;
      room.published();
    }
  }

  private void tell(List<EndpointView> views) {
    List<EndpointView> usable = views.stream().filter(EndpointView::isUsable).toList();
    boolean held = warmStart.holds(views) && !usable.isEmpty();
    if (!usable.isEmpty() && !held) {
      tell(
          ConnectivityState.READY,
          protection.protect(new PoolPicker(usable, orders.over(usable), loops), usable));
    } else if (held || views.stream().anyMatch(view -> view.failure() == null)) {
      // Telling it again would make the channel try all waiting calls again.
      if (lastState != ConnectivityState.CONNECTING) {
        tell(ConnectivityState.CONNECTING, NOT_YET);
      }
    } else {
      tell(
          ConnectivityState.TRANSIENT_FAILURE,
          new FixedResultPicker(PickResult.withError(FailureReport.of(name, views))));
    }
  }

  private void tell(ConnectivityState state, SubchannelPicker picker) {
    lastState = state;
    runtime.publish(state, picker);
  }

  private void shutDownRetired() {
    List<Connection> gone = List.copyOf(retiring);
    retiring.clear();
    gone.forEach(connection -> connection.subchannel().shutdown());
  }
}
