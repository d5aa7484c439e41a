package io.grpcpool.client.pool;

/**
 * Immutable. One endpoint of a pool at one moment.
 *
 * @param address as {@code IP:PORT}
 * @param weight its share relative to the other endpoints of the pool; at least 1
 * @param connections connections that are open and may take calls
 * @param connecting connections that are being dialled or wait to be dialled again; 0 or 1
 * @param active open connections with at least one call in flight
 * @param inFlight calls in flight over all connections
 * @param waiting how many of those wait for a stream, as the server allows no more at a time
 * @param unhealthy whether no connection can be had: the last dial failed, or its health says so
 */
public record EndpointStats(
    String address,
    long weight,
    int connections,
    int connecting,
    int active,
    int inFlight,
    int waiting,
    boolean unhealthy) {

  /** Open connections without a call. */
  public int idle() {
    return connections - active;
  }
}
