package io.grpcpool.client.pool;

import io.grpc.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable, though the connections' loads go on changing. One endpoint as picks and statistics see
 * it until the next change.
 *
 * @param address as {@code IP:PORT}
 * @param weight relative to the other endpoints
 * @param share of the calls that the weight gives it, of {@link SlowStart#FULL}
 * @param warm whether it has been connected as far as the settings ask for
 * @param usable connections that may take calls, oldest first
 * @param connecting whether one more is being dialled
 * @param failure why none is usable; null while one is, or while the first attempt is still under
 *     way
 */
record EndpointView(
    String address,
    long weight,
    int share,
    boolean warm,
    List<Connection> usable,
    boolean connecting,
    @Nullable Status failure) {

  EndpointView {
    usable = List.copyOf(usable);
  }

  boolean isUsable() {
    return warm && !usable.isEmpty();
  }

  /** Calls in flight over the usable connections, now. */
  int inFlight() {
    int calls = 0;
    for (Connection connection : usable) {
      calls += connection.load().inFlight();
    }
    return calls;
  }

  EndpointStats stats() {
    int active = 0;
    int inFlight = 0;
    int waiting = 0;
    for (Connection connection : usable) {
      int calls = connection.load().inFlight();
      active += calls > 0 ? 1 : 0;
      inFlight += calls;
      waiting += connection.load().waiting();
    }
    return new EndpointStats(
        address,
        weight,
        usable.size(),
        connecting ? 1 : 0,
        active,
        inFlight,
        waiting,
        failure != null);
  }
}
