package io.grpcpool.client.pool;

import io.grpc.EquivalentAddressGroup;
import io.grpc.SynchronizationContext.ScheduledHandle;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the synchronization context, except for {@link #name} and {@link #stats}. The
 * connections of one channel to one cluster.
 */
final class Pool {

  private final PoolName name;
  private final PoolRuntime runtime;
  private final PoolRegistry registry;
  private final Protection protection;
  private final PoolEvents events;
  private final PoolRoom room;
  private final PoolPublisher publisher;
  private final Upkeep upkeep;

  /** By the set of addresses: weights and other attributes change without a new connection. */
  private Map<Set<SocketAddress>, EndpointPool> endpoints = new LinkedHashMap<>();

  private PoolConfig config;
  private @Nullable ScheduledHandle drain;

  Pool(PoolName name, PoolRuntime runtime, PoolRegistry registry, PoolConfig config) {
    this.name = name;
    this.runtime = runtime;
    this.registry = registry;
    this.config = config;
    this.protection = new Protection(name, registry, runtime::nanoTime);
    this.events = new PoolEvents(registry, name, protection);
    this.room = new PoolRoom(runtime.room(), this::published, config);
    this.publisher = new PoolPublisher(name, runtime, protection, room, this::views);
    this.upkeep = new Upkeep(runtime, () -> endpoints.values());
    registry.opened(this);
    room.open();
  }

  PoolName name() {
    return name;
  }

  /** From any thread: the endpoints as last published, the calls as they are now. */
  PoolStats stats() {
    return new PoolStats(
        name,
        runtime.level(),
        publisher.current().stream().map(EndpointView::stats).toList(),
        events.created(),
        events.destroyed(),
        protection.stats());
  }

  /**
   * Takes over the endpoints and settings that hold now; keeps what stays.
   *
   * @param groups at least one
   */
  void update(List<EquivalentAddressGroup> groups, PoolConfig now) {
    config = now;
    publisher.follow(now);
    room.follow(now);
    protection.update(now);
    stopDraining();
    Map<Set<SocketAddress>, EndpointPool> before = endpoints;
    boolean joining = !before.isEmpty();
    endpoints = new LinkedHashMap<>();
    listed(groups)
        .forEach(
            (key, listing) -> endpoints.put(key, updated(before.remove(key), listing, joining)));
    before.values().forEach(endpoint -> endpoint.close(CloseReason.ENDPOINT_REMOVED));
    publisher.changed();
    events.endpointsUpdated();
    upkeep.follow(now.lifetimes());
  }

  /**
   * There are no endpoints, and that is no mistake: those that were go on for the grace, then calls
   * fail.
   */
  void drain() {
    if (endpoints.isEmpty()) {
      publisher.changed();
    } else if (drain == null) {
      drain = runtime.schedule("drain", config.lifetimes().drainGrace(), this::drained);
    }
  }

  /** Ends the pool; calls in flight may end. */
  void close() {
    stopDraining();
    upkeep.stop();
    closeEndpoints(CloseReason.POOL_CLOSED);
    publisher.close();
    room.close();
    registry.closed(this);
  }

  boolean isEmpty() {
    return endpoints.isEmpty();
  }

  private Map<Set<SocketAddress>, EndpointListing> listed(List<EquivalentAddressGroup> groups) {
    Map<Set<SocketAddress>, EndpointListing> listed = new LinkedHashMap<>();
    for (EquivalentAddressGroup group : groups) {
      EndpointListing listing =
          new EndpointListing(group, EndpointAttributes.weight(group), config);
      listed.merge(Set.copyOf(group.getAddresses()), listing, EndpointListing::plus);
    }
    return listed;
  }

  private EndpointPool updated(
      @Nullable EndpointPool known, EndpointListing listing, boolean joining) {
    EndpointPool endpoint =
        known != null ? known : new EndpointPool(listing, runtime, publisher, events, joining);
    endpoint.update(listing);
    return endpoint;
  }

  private void drained() {
    drain = null;
    closeEndpoints(CloseReason.ENDPOINT_REMOVED);
    publisher.changed();
  }

  private void closeEndpoints(CloseReason reason) {
    endpoints.values().forEach(endpoint -> endpoint.close(reason));
    endpoints = new LinkedHashMap<>();
  }

  private List<EndpointView> published() {
    return publisher.current();
  }

  private List<EndpointView> views() {
    upkeep.schedule();
    return endpoints.values().stream().map(EndpointPool::view).toList();
  }

  private void stopDraining() {
    if (drain != null) {
      drain.cancel();
      drain = null;
    }
  }
}
