package io.grpcpool.client.pool;

import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.LoadBalancer.SubchannelStateListener;
import io.grpc.Status;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the synchronization context, except for {@link #load}, {@link #home} and {@link
 * #pick}, which any thread may use. One subchannel, which is one HTTP/2 connection, and what is
 * known of it.
 */
final class Connection {

  private final Subchannel subchannel;
  private final ConnectionLoad load;
  private final PickResult pick;
  private final boolean healthIsReported;
  private final double ageShare;

  private volatile @Nullable ConnectionChoice home;
  private @Nullable HealthWatch watch;
  private boolean healthy;
  private boolean retired;
  private long openedAt;

  /**
   * @param ageShare the part of the maximum age at which it is to be replaced
   * @param create makes the subchannel, given the listener for its health
   */
  Connection(
      ConnectionLoad load, double ageShare, Function<SubchannelStateListener, Subchannel> create) {
    this.subchannel = create.apply(this::healthChanged);
    this.load = load;
    this.ageShare = ageShare;
    this.pick = PickResult.withSubchannel(subchannel, load);
    this.healthIsReported = EndpointAttributes.healthIsReported(subchannel);
  }

  /**
   * What a call gets that is to go over this connection; made once, so that a pick allocates
   * nothing.
   */
  PickResult pick() {
    return pick;
  }

  ConnectionLoad load() {
    return load;
  }

  /**
   * The connection is one of these, as far as picks are concerned; to be called before they are.
   */
  void join(ConnectionChoice now, LoopConnections loops) {
    home = now;
    load.writesTo(thread -> loops.wrote(thread, this));
  }

  /** The connections that it was last published with; null before that. */
  @Nullable ConnectionChoice home() {
    return home;
  }

  Subchannel subchannel() {
    return subchannel;
  }

  void opened(long now) {
    openedAt = now;
    load.opened();
  }

  long openFor(long now) {
    return now - openedAt;
  }

  /** Nanoseconds until its age is its share of the maximum; not above zero once it is. */
  long nanosUntilAged(Duration maxAge, long now) {
    return (long) (maxAge.toNanos() * ageShare) - openFor(now);
  }

  private void healthChanged(ConnectivityStateInfo state) {
    healthy = state.getState() == ConnectivityState.READY;
  }

  /** Whether outlier detection and health checks, where there are any, let calls go here. */
  boolean isHealthy() {
    return (!healthIsReported || healthy) && (watch == null || watch.isServing());
  }

  /** Why no call may go here; null also while that is not known yet. */
  @Nullable Status problem() {
    if (healthIsReported && !healthy) {
      return Status.UNAVAILABLE.withDescription("unhealthy");
    }
    return watch == null ? null : watch.problem();
  }

  /** From now on the server's own word counts, too. */
  void watchedBy(HealthWatch watchOfThis) {
    watch = watchOfThis;
  }

  /** Asks the server for this from now on; null: for nothing. */
  void followHealth(@Nullable String service) {
    if (watch != null) {
      watch.follow(service);
    }
  }

  /** The connection is open: the server's word is new. */
  void beginHealth(@Nullable String service) {
    if (watch != null) {
      watch.connected(service);
    }
  }

  /** The connection is closed or given up. */
  void endHealth() {
    if (watch != null) {
      watch.disconnected();
    }
  }

  void retire() {
    retired = true;
  }

  /** Whether the pool has given it up; what it still reports means nothing. */
  boolean isRetired() {
    return retired;
  }
}
