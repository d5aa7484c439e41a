package io.grpcpool.client.pool;

import java.util.List;

/**
 * Immutable. Chooses among the connections to one endpoint, without a lock or an allocation.
 *
 * <p>First the connection of the caller's own event loop, unless it is clearly busier than the
 * others: the call then needs no hand-over between threads. Else the oldest with room (packing,
 * gRFC A105): fuller writes, and the newest can fall idle. Else the least loaded, where the
 * transport queues the call.
 */
final class ConnectionChoice {

  private final Connection[] oldestFirst;

  ConnectionChoice(List<Connection> oldestFirst) {
    this.oldestFirst = oldestFirst.toArray(new Connection[0]);
  }

  Connection choose(Thread caller) {
    if (oldestFirst.length == 1) {
      return oldestFirst[0];
    }
    Connection own = null;
    Connection roomy = null;
    Connection leastLoaded = oldestFirst[0];
    int least = Integer.MAX_VALUE;
    for (Connection connection : oldestFirst) {
      ConnectionLoad load = connection.load();
      int calls = load.inFlight();
      if (calls < least) {
        least = calls;
        leastLoaded = connection;
      }
      if (own == null && load.isWrittenBy(caller)) {
        own = connection;
      }
      if (roomy == null && load.hasRoom()) {
        roomy = connection;
      }
    }
    if (own != null && own.load().hasRoom() && !isClearlyBusier(own, least)) {
      return own;
    }
    return roomy != null ? roomy : leastLoaded;
  }

  private static boolean isClearlyBusier(Connection connection, int least) {
    return connection.load().inFlight() > least + 2 + least / 4;
  }
}
