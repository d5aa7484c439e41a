package io.grpcpool.bench.xds;

import io.grpcpool.bench.xds.peer.PeerKind;
import io.grpcpool.bench.xds.wire.Connector;

/** Confined to the benchmark's thread. Twice as many clients, with TLS: all are served a change. */
record HeldScene(Setting setting) implements Scene {

  private static final int TARGETED_PER_SECOND = 25;

  @Override
  public void run(PeerKind kind, Figures figures) throws Exception {
    Arrivals arrivals = new Arrivals();
    int streams = 2 * setting.clients();
    try (ServerProcess server = setting.server(kind, true);
        Connector connector = setting.tls()) {
      Population clients = new Population(connector, server.tlsPort(), arrivals);
      clients.grow(streams, setting.services());
      Load load = new Load(server, arrivals);
      // Each gets one change or the scene fails; which is what "served" means.
      load.share(streams, 1);
      figures.add(Figure.HELD, kind, clients.served());
      load.warmUp();
      figures.add(
          Figure.HELD_TARGETED,
          kind,
          load.pace(TARGETED_PER_SECOND, setting.seconds() * 1000).p99Millis());
    }
  }
}
