package io.grpcpool.xds.peer;

/**
 * Immutable. Where another replica is reached.
 *
 * @param host a name or an address
 * @param port 1 to 65,535
 * @param name the name that its certificate must be for
 */
public record PeerAddress(String host, int port, String name) {

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
