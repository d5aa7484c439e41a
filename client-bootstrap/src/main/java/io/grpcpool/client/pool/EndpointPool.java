package io.grpcpool.client.pool;

import io.grpc.ConnectivityStateInfo;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the synchronization context. The connections to one endpoint: at least the minimum,
 * at most the maximum, and one more only while an old one is being replaced.
 */
final class EndpointPool implements GrowthWatch.Growable {

  private final String address;
  private final PoolRuntime runtime;
  private final EndpointOwner owner;
  private final PoolEvents events;
  private final Dialler dialler;
  private final ConnectionFactory factory;
  private final Shrinking shrinking;
  private final AgeOut ageOut = new AgeOut();
  private final Arrival arrival;
  private final List<Connection> open = new ArrayList<>();

  private EndpointListing listing;
  private int wanted;
  private @Nullable Status failure;
  private boolean closed;

  /**
   * @param joining whether the pool had endpoints before this one
   */
  EndpointPool(
      EndpointListing listing,
      PoolRuntime runtime,
      EndpointOwner owner,
      PoolEvents events,
      boolean joining) {
    this.address = AddressLabel.of(listing.group().getAddresses().get(0));
    this.listing = listing;
    this.runtime = runtime;
    this.owner = owner;
    this.events = events;
    this.dialler = new Dialler(runtime, lifetimes().connectTimeout(), this::timedOut);
    this.factory =
        new ConnectionFactory(runtime, events.attemptsTo(address), new GrowthWatch(runtime, this));
    this.shrinking = new Shrinking(runtime.nanoTime());
    this.arrival = new Arrival(joining);
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
    Connection dialling = dialler.dialling();
    if (dialling != null) {
      dialling.load().target(target);
    }
    open.forEach(connection -> connection.followHealth(healthService()));
    dialler.setTimeout(lifetimes().connectTimeout());
    ageOut.look(open, lifetimes().maxConnectionAge(), runtime.nanoTime());
    while (open.size() > required()) {
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

  /** Does what time asks for: replaces what is old, gives up what nobody needs. */
  void tend(long now) {
    ageOut.look(open, lifetimes().maxConnectionAge(), now);
    if (mayShrink()) {
      shrink(shrinking.next(open, listing.config(), now));
    }
    maintain();
    if (arrival.isClimbing()) {
      owner.changed();
    }
  }

  /**
   * Nanoseconds until {@link #tend} may find something, if no call comes; {@link Long#MAX_VALUE}
   * where there is nothing to wait for.
   */
  long nanosUntilTended(long now) {
    long steady =
        Math.min(
            ageOut.nanosUntilDue(open, lifetimes().maxConnectionAge(), now),
            arrival.nanosUntilNextStep(listing.config().beginning(), now));
    return Math.min(
        steady,
        mayShrink() ? shrinking.nanosUntilNext(open, listing.config(), now) : Long.MAX_VALUE);
  }

  EndpointView view() {
    List<Connection> usable = open.stream().filter(Connection::isHealthy).toList();
    Status reason = usable.isEmpty() && !open.isEmpty() ? problem() : failure;
    return new EndpointView(
        address,
        listing.weight(),
        arrival.share(listing.config().beginning(), runtime.nanoTime()),
        arrival.isWarm(listing.config().beginning()),
        usable,
        dialler.isBusy(),
        usable.isEmpty() ? reason : null);
  }

  /** Why no open connection may have calls; null while one of them is still to be judged. */
  private @Nullable Status problem() {
    Status problem = null;
    for (Connection connection : open) {
      problem = connection.problem();
      if (problem == null) {
        return null;
      }
    }
    return problem;
  }

  /** An old connection stays until its replacement may take calls: nothing is given up for it. */
  private boolean mayShrink() {
    return wanted > listing.config().connections().min() && !open.isEmpty() && ageOut.due() == null;
  }

  /** A dial that load no longer needs goes first. */
  private void shrink(Shrinking.@Nullable Excess excess) {
    if (excess == null) {
      return;
    }
    if (dialler.isBusy()) {
      stopDialling();
    } else {
      retireOpen(excess.connection(), excess.reason());
    }
    wanted = listing.config().connections().clamp(open.size());
  }

  private int required() {
    return ageOut.due() == null ? wanted : wanted + 1;
  }

  private void maintain() {
    boolean healthy = open.stream().allMatch(Connection::isHealthy);
    if (ageOut.due() != null && open.size() > wanted && healthy) {
      retireOpen(Objects.requireNonNull(ageOut.due()), CloseReason.AGED);
    }
    if (open.size() >= required()) {
      stopDialling();
    } else if (!dialler.isBusy() && healthy && !closed) {
      dial();
    }
  }

  private void dial() {
    Connection connection = factory.create(listing, this::healthChanged);
    connection.watchedBy(new HealthWatch(runtime, connection.subchannel(), this::healthChanged));
    dialler.begin(connection);
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
        dialler.attemptFailed(connection);
        failed(state.getStatus());
      }
      case CONNECTING -> dialler.attemptBegan(connection);
      case SHUTDOWN -> {}
    }
    owner.changed();
  }

  private void opened(Connection connection) {
    dialler.opened(connection);
    connection.opened(runtime.nanoTime());
    open.add(connection);
    connection.beginHealth(healthService());
    int enough = Math.min(wanted, listing.config().connections().initial());
    arrival.opened(open.size(), enough, runtime.nanoTime());
    failure = null;
    events.endpointChecked(address, true);
    events.connectionCreated(address);
    maintain();
  }

  private void lost(Connection connection) {
    boolean wasOpen = open.remove(connection);
    connection.endHealth();
    ageOut.gone(connection);
    if (wasOpen) {
      events.connectionDestroyed(address, CloseReason.LOST);
      runtime.refreshNameResolution();
    }
    boolean otherDial = dialler.isBusy() && dialler.dialling() != connection;
    if (otherDial || open.size() >= required()) {
      giveUp(connection); // another dial is under way, or load no longer needs this one
    } else {
      dialler.again(connection, wasOpen ? connection.openFor(runtime.nanoTime()) : 0);
    }
  }

  private void failed(Status cause) {
    failure = cause;
    arrival.failed(open.isEmpty());
    events.endpointChecked(address, false);
    runtime.refreshNameResolution();
  }

  private void timedOut(Connection connection) {
    giveUp(connection);
    failed(
        Status.UNAVAILABLE.withDescription(
            "no connection within " + JsonFields.text(lifetimes().connectTimeout())));
    dialler.afterTimeout(this::maintain);
  }

  private void stopDialling() {
    Connection abandoned = dialler.stop();
    if (abandoned != null) {
      giveUp(abandoned);
    }
  }

  private void retireOpen(Connection connection, CloseReason reason) {
    open.remove(connection);
    ageOut.gone(connection);
    events.connectionDestroyed(address, reason);
    giveUp(connection);
  }

  private void giveUp(Connection connection) {
    connection.retire();
    connection.endHealth();
    owner.retire(connection);
    owner.changed();
  }

  private @Nullable String healthService() {
    return listing.config().protection().healthService();
  }

  private Lifetimes lifetimes() {
    return listing.config().lifetimes();
  }
}
