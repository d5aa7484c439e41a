package io.grpcpool.bench.xds.peer;

import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import java.util.List;

/** Confined to the thread of the orders. A server under measurement. */
interface Peer extends AutoCloseable {

  int plaintextPort();

  int tlsPort();

  /** Serves assignments beside those that it serves already. */
  void serve(List<ClusterLoadAssignment> assignments);

  /** Serves a new content of one assignment. */
  default void change(ClusterLoadAssignment assignment) {
    serve(List.of(assignment));
  }

  @Override
  void close();
}
