package io.grpcpool.client.pool;

import java.util.List;

/**
 * Immutable, though the loads go on changing. Chooses among the connections to one endpoint,
 * without a lock or an allocation.
 *
 * <p>A call that starts on an event loop goes to a connection of that loop, unless it is clearly
 * busier than the others: it then needs no hand-over between threads. Else the oldest with room
 * (packing, gRFC A105): fuller writes, and the newest can fall idle. Else the least loaded, where
 * the transport queues the call.
 */
final class ConnectionChoice {

  private final int index;
  private final Connection[] oldestFirst;
  private final TurnBalance turns;

  /**
   * @param index of the endpoint in its picker
   */
  ConnectionChoice(int index, List<Connection> oldestFirst, TurnBalance turns) {
    this.index = index;
    this.oldestFirst = oldestFirst.toArray(new Connection[0]);
    this.turns = turns;
  }

  int index() {
    return index;
  }

  TurnBalance turns() {
    return turns;
  }

  /** For a call that starts on a thread that writes no connection. */
  Connection pack() {
    for (Connection connection : oldestFirst) {
      if (connection.load().hasRoom()) {
        return connection;
      }
    }
    return leastLoaded();
  }

  /** For a call that starts on a thread that may be the event loop of one of the connections. */
  Connection choose(Thread caller) {
    for (Connection connection : oldestFirst) {
      if (connection.load().isWrittenBy(caller)) {
        return isWelcome(connection) ? connection : pack();
      }
    }
    return pack();
  }

  /**
   * Whether the connection, one of these, is not known to be full nor clearly busier than another.
   * A limit that is only assumed does not count: to leave the event loop for it costs more.
   */
  boolean isWelcome(Connection own) {
    if (own.load().isFull()) {
      return false;
    }
    if (oldestFirst.length == 1) {
      return true;
    }
    int least = leastLoaded().load().inFlight();
    return own.load().inFlight() <= least + 2 + least / 4;
  }

  private Connection leastLoaded() {
    Connection chosen = oldestFirst[0];
    int least = chosen.load().inFlight();
    for (int i = 1; i < oldestFirst.length; i++) {
      int calls = oldestFirst[i].load().inFlight();
      if (calls < least) {
        least = calls;
        chosen = oldestFirst[i];
      }
    }
    return chosen;
  }
}
