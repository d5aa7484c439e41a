package io.grpcpool.client.pool;

import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.SubchannelPicker;
import java.util.List;

/**
 * Immutable but for the order's counters. Gives each call an endpoint in the order that is set,
 * then a connection to it. Made anew on every change.
 *
 * <p>A call that starts on an event loop, as those do that an asynchronous reply sets off, stays
 * with an endpoint that this loop writes as long as the weights allow: it takes the turn of the
 * endpoint that the rotation names. A hand-over to another thread for each call is what makes
 * several endpoints slower than one.
 */
final class PoolPicker extends SubchannelPicker {

  private final ConnectionChoice[] endpoints;
  private final EndpointOrder order;
  private final LoopConnections loops;

  /**
   * @param usable the endpoints that can take calls; at least one
   * @param turns over the indexes of {@code usable}
   * @param loops the pool's, whatever its picker
   */
  PoolPicker(List<EndpointView> usable, Turns turns, LoopConnections loops) {
    this.order = turns.order();
    this.loops = loops;
    this.endpoints = new ConnectionChoice[usable.size()];
    for (int i = 0; i < endpoints.length; i++) {
      List<Connection> connections = usable.get(i).usable();
      ConnectionChoice endpoint = new ConnectionChoice(i, connections, turns.balances()[i]);
      endpoints[i] = endpoint;
      connections.forEach(connection -> connection.join(endpoint, loops));
    }
  }

  @Override
  public PickResult pickSubchannel(PickSubchannelArgs args) {
    return choose(args, Thread.currentThread()).pick();
  }

  private Connection choose(PickSubchannelArgs call, Thread caller) {
    ConnectionChoice drawn = endpoints[order.next(call)];
    Connection own = loops.writtenBy(caller);
    if (own == null) {
      return drawn.pack();
    }
    ConnectionChoice home = own.home();
    boolean mayStay =
        home != null
            && isHere(home)
            && home.isWelcome(own)
            && (home == drawn || home.turns().takeTurnOf(drawn.turns()));
    return mayStay ? own : drawn.choose(caller);
  }

  /** Whether the connection may take calls still, or by now: it was last published by this one. */
  private boolean isHere(ConnectionChoice home) {
    return home.index() < endpoints.length && endpoints[home.index()] == home;
  }

  @Override
  public String toString() {
    return "PoolPicker(" + endpoints.length + " endpoints)";
  }
}
