package io.grpcpool.client.pool;

import io.grpc.ConnectivityStateInfo;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the synchronization context. The connections to one endpoint: at least the minimum,
 * at most the maximum, and at most one at a time being dialled, so that a dead endpoint costs one
 * dial per round of backoff however large its pool was.
 */
final class EndpointPool implements GrowthWatch.Growable {

  private final String address;
  private final PoolRuntime runtime;
  private final EndpointOwner owner;
  private final PoolEvents events;
  private final RedialBackoff backoff;
  private final GrowthWatch growth;
  private final Shrinking shrinking;
  private final List<Connection> open = new ArrayList<>();

  private EndpointListing listing;
  private int wanted;
  private @Nullable Connection dialling;
  private @Nullable Status failure;
  private boolean closed;

  EndpointPool(
      EndpointListing listing, PoolRuntime runtime, EndpointOwner owner, PoolEvents events) {
    this.address = AddressLabel.of(listing.group().getAddresses().get(0));
    this.listing = listing;
    this.runtime = runtime;
    this.owner = owner;
    this.events = events;
    this.backoff = new RedialBackoff(runtime.random());
    this.growth = new GrowthWatch(runtime, this);
    this.shrinking = new Shrinking(runtime.nanoTime());
    this.wanted = listing.config().connections().initial();
  }

  /**
   * Takes over what is listed now and opens or closes connections to fit; also begins a new
   * endpoint.
   */
  void update(EndpointListing now) {
    listing = now;
    wanted = now.config().connections().clamp(wanted);
    int target = now.config().connections().requestsPerConnection();
    open.forEach(connection -> connection.load().target(target));
    if (dialling != null) {
      dialling.load().target(target);
    }
    while (open.size() > wanted) {
      retireOpen(Shrinking.newestLeastLoaded(open), CloseReason.SHRUNK);
    }
    maintain();
  }

  /** Gives up all connections; their calls may end. */
  void close(CloseReason reason) {
    closed = true;
    while (!open.isEmpty()) {
      retireOpen(open.get(open.size() - 1), reason);
    }
    stopDialling();
  }

  @Override
  public boolean mayGrow() {
    return !closed && wanted < listing.config().connections().max();
  }

  @Override
  public void growIfFull() {
    boolean full =
        open.stream()
            .noneMatch(connection -> connection.isHealthy() && connection.load().hasRoom());
    if (full && mayGrow() && open.size() >= wanted) {
      wanted++;
      shrinking.grew(runtime.nanoTime());
      maintain();
    }
  }

  /**
   * Gives up a connection above the minimum that nobody needs, if any; a dial that load no longer
   * needs goes first.
   */
  void tend(long now) {
    Shrinking.Excess excess = mayShrink() ? shrinking.next(open, listing.config(), now) : null;
    if (excess == null) {
      return;
    }
    if (dialling != null) {
      stopDialling();
    } else {
      retireOpen(excess.connection(), excess.reason());
    }
    wanted = listing.config().connections().clamp(open.size());
  }

  /**
   * Nanoseconds until {@link #tend} may find something, if no call comes; {@link Long#MAX_VALUE}
   * while nothing is above the minimum.
   */
  long nanosUntilTended(long now) {
    return mayShrink() ? shrinking.nanosUntilNext(open, listing.config(), now) : Long.MAX_VALUE;
  }

  private boolean mayShrink() {
    return wanted > listing.config().connections().min() && !open.isEmpty();
  }

  EndpointView view() {
    List<Connection> usable = open.stream().filter(Connection::isHealthy).toList();
    Status reason =
        usable.isEmpty() && !open.isEmpty()
            ? Status.UNAVAILABLE.withDescription("unhealthy")
            : failure;
    return new EndpointView(
        address, listing.weight(), usable, dialling != null, usable.isEmpty() ? reason : null);
  }

  private void maintain() {
    if (open.size() >= wanted) {
      stopDialling();
    } else if (dialling == null && open.stream().allMatch(Connection::isHealthy)) {
      dial();
    }
  }

  private void dial() {
    ConnectionLoad load = new ConnectionLoad(runtime::nanoTime, events.attemptsTo(address), growth);
    load.target(listing.config().connections().requestsPerConnection());
    Connection connection =
        new Connection(
            load,
            health ->
                runtime.createSubchannel(
                    listing.group(),
                    state -> {
                      health.onSubchannelState(state);
                      healthChanged();
                    }));
    dialling = connection;
    runtime.start(connection.subchannel(), state -> stateChanged(connection, state));
    connection.subchannel().requestConnection();
    owner.changed();
  }

  private void healthChanged() {
    if (!closed) {
      maintain();
      owner.changed();
    }
  }

  private void stateChanged(Connection connection, ConnectivityStateInfo state) {
    if (connection.isRetired()) {
      return;
    }
    switch (state.getState()) {
      case READY -> opened(connection);
      case IDLE -> lost(connection);
      case TRANSIENT_FAILURE -> {
        // The subchannel dials again by itself, with growing backoff.
        failure = state.getStatus();
        events.endpointChecked(address, false);
        runtime.refreshNameResolution();
      }
      case CONNECTING, SHUTDOWN -> {}
    }
    owner.changed();
  }

  private void opened(Connection connection) {
    if (dialling == connection) {
      dialling = null;
    }
    connection.opened(runtime.nanoTime());
    open.add(connection);
    failure = null;
    events.endpointChecked(address, true);
    events.connectionCreated(address);
    maintain();
  }

  private void lost(Connection connection) {
    long lived = open.remove(connection) ? connection.openFor(runtime.nanoTime()) : 0;
    if (connection != dialling) {
      events.connectionDestroyed(address, CloseReason.LOST);
      runtime.refreshNameResolution();
    }
    if ((dialling != null && dialling != connection) || open.size() >= wanted) {
      giveUp(connection); // another dial is under way, or load no longer needs this one
      return;
    }
    dialling = connection;
    redial(connection, backoff.afterLoss(lived));
  }

  private void redial(Connection connection, Duration wait) {
    if (wait.isZero()) {
      connection.subchannel().requestConnection();
    } else {
      runtime.schedule("redial", wait, () -> redialUnlessRetired(connection));
    }
  }

  private void redialUnlessRetired(Connection connection) {
    if (!connection.isRetired()) {
      connection.subchannel().requestConnection();
    }
  }

  private void stopDialling() {
    if (dialling != null) {
      giveUp(dialling);
      dialling = null;
    }
  }

  private void retireOpen(Connection connection, CloseReason reason) {
    open.remove(connection);
    events.connectionDestroyed(address, reason);
    giveUp(connection);
  }

  private void giveUp(Connection connection) {
    connection.retire();
    owner.retire(connection);
    owner.changed();
  }
}
