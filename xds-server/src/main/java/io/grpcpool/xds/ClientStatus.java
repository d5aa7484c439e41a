package io.grpcpool.xds;

import java.time.Instant;
import java.util.List;

/**
 * Immutable. One ADS stream as debug pages show it.
 *
 * @param stream the number of the stream, unique in this process and rising
 * @param node the node id that the client gave; it proves nothing
 * @param view what decides which variants it gets
 * @param userAgentVersion the version of its gRPC implementation
 * @param peer the address it calls from
 * @param identity who it has proved to be; empty: it was not asked
 * @param connectedSince when the stream began
 * @param types one entry for each type that it asked for
 */
public record ClientStatus(
    long stream,
    String node,
    ClientView view,
    String userAgentVersion,
    String peer,
    String identity,
    Instant connectedSince,
    List<TypeStatus> types) {

  /** Copies the types. */
  public ClientStatus {
    types = List.copyOf(types);
  }
}
