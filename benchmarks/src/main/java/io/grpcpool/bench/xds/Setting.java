package io.grpcpool.bench.xds;

import io.grpcpool.bench.xds.peer.PeerKind;
import io.grpcpool.bench.xds.peer.ServerCertificate;
import io.grpcpool.bench.xds.wire.Connector;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/**
 * Immutable. What all scenes have in common.
 *
 * @param clients how many clients there are
 * @param services how many services they share, beside the one that all have
 * @param sharedEndpoints endpoints of that one
 * @param seconds how long a steady load is measured
 * @param core the processor of the servers
 * @param folder where certificate and logs are
 */
record Setting(int clients, int services, int sharedEndpoints, int seconds, int core, Path folder) {

  /** Endpoints of a service that few clients have. */
  static final int ENDPOINTS = 10;

  /** A server that serves the services. */
  ServerProcess server(PeerKind kind, boolean admitsAll) throws IOException {
    ServerProcess server = ServerProcess.start(kind, core, folder, admitsAll);
    server.order("serve", services, ENDPOINTS, sharedEndpoints);
    return server;
  }

  Connector tls() throws SSLException {
    return Connector.tls(ServerCertificate.in(folder).certificate().toFile());
  }
}
