package io.grpcpool.xds;

import io.envoyproxy.envoy.config.core.v3.Node;

/**
 * Immutable. What decides which variant of a resource a client gets: a pure function of the node
 * that its stream began with.
 *
 * @param implementation the gRPC implementation
 * @param zone the zone of the node's locality; empty where the client names none
 */
public record ClientView(ClientImplementation implementation, String zone) {

  /** The view of the client that calls itself {@code node}. */
  public static ClientView of(Node node) {
    return new ClientView(
        ClientImplementation.of(node.getUserAgentName()), node.getLocality().getZone());
  }
}
