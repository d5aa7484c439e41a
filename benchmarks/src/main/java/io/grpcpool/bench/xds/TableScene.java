package io.grpcpool.bench.xds;

import io.grpcpool.bench.xds.peer.PeerKind;
import io.grpcpool.bench.xds.wire.Connector;

/** Confined to the benchmark's thread. 50,000 endpoints: what they hold and how soon they serve. */
record TableScene(Setting setting) implements Scene {

  private static final int SERVICES = 500;
  private static final int ENDPOINTS = 100;

  @Override
  public void run(PeerKind kind, Figures figures) throws Exception {
    long start = System.nanoTime();
    try (ServerProcess server = ServerProcess.start(kind, setting.core(), setting.folder(), true);
        Connector connector = Connector.plaintext()) {
      server.order("serve", SERVICES, ENDPOINTS, 1);
      new Population(connector, server.plaintextPort(), new Arrivals()).grow(1, SERVICES);
      figures.add(Figure.START, kind, (System.nanoTime() - start) / 1e9);
    }
    try (ServerProcess server = ServerProcess.start(kind, setting.core(), setting.folder(), true)) {
      server.order("serve", 1, 1, 1);
      long before = server.order("heap");
      server.order("serve", SERVICES, ENDPOINTS, 1);
      figures.add(Figure.TABLE, kind, (server.order("heap") - before) / 1e6);
    }
  }
}
