package io.grpcpool.client.pool;

import static io.grpcpool.wire.PoolPolicyFields.CONNECTIONS_PER_ENDPOINT;
import static io.grpcpool.wire.PoolPolicyFields.INITIAL;
import static io.grpcpool.wire.PoolPolicyFields.MAX;
import static io.grpcpool.wire.PoolPolicyFields.MAX_IDLE;
import static io.grpcpool.wire.PoolPolicyFields.MIN;
import static io.grpcpool.wire.PoolPolicyFields.REQUESTS_PER_CONNECTION;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. Reads the numbers of connections: what is given stands, and what is absent is the
 * default, moved as little as needed to fit.
 */
final class ConnectionBoundsParser {

  /**
   * More connections to one endpoint than this help nobody, and a slip of the pen must not open
   * thousands.
   */
  static final int MOST_CONNECTIONS = 100;

  private static final int MOST_REQUESTS = 1_000_000;

  private final ConnectionBounds defaults;

  ConnectionBoundsParser(ConnectionBounds defaults) {
    this.defaults = defaults;
  }

  /** Notes what is wrong in the fields; what it returns then means nothing. */
  ConnectionBounds parse(JsonFields policy) {
    JsonFields connections = policy.object(CONNECTIONS_PER_ENDPOINT);
    Integer initial = connections.wholeNumber(INITIAL, 1, MOST_CONNECTIONS);
    Integer min = connections.wholeNumber(MIN, 1, MOST_CONNECTIONS);
    Integer max = connections.wholeNumber(MAX, 1, MOST_CONNECTIONS);
    refuseAbove(INITIAL, initial, MAX, max, connections);
    refuseAbove(MIN, min, MAX, max, connections);
    refuseAbove(MIN, min, INITIAL, initial, connections);
    Integer requests = policy.wholeNumber(REQUESTS_PER_CONNECTION, 1, MOST_REQUESTS);
    Integer idle = policy.wholeNumber(MAX_IDLE, 0, MOST_CONNECTIONS);
    ConnectionBounds given = merge(initial, min, max);
    return new ConnectionBounds(
        given.initial(),
        given.min(),
        given.max(),
        or(requests, defaults.requestsPerConnection()),
        or(idle, defaults.maxIdle()));
  }

  private ConnectionBounds merge(
      @Nullable Integer initial, @Nullable Integer min, @Nullable Integer max) {
    int floor = Math.max(or(min, 1), or(initial, 1));
    int top = max != null ? max : Math.max(defaults.max(), floor);
    int bottom = min != null ? min : Math.min(defaults.min(), initial != null ? initial : top);
    int start = initial != null ? initial : Math.max(bottom, Math.min(defaults.initial(), top));
    return new ConnectionBounds(
        start, bottom, top, defaults.requestsPerConnection(), defaults.maxIdle());
  }

  private static int or(@Nullable Integer value, int otherwise) {
    return value != null ? value : otherwise;
  }

  private static void refuseAbove(
      String lowName,
      @Nullable Integer low,
      String highName,
      @Nullable Integer high,
      JsonFields fields) {
    if (low != null && high != null && low > high) {
      fields.note(lowName, low, "at most " + highName + ", which is " + high);
    }
  }
}
