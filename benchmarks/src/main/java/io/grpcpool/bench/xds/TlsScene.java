package io.grpcpool.bench.xds;

import io.grpcpool.bench.xds.Load.Cost;
import io.grpcpool.bench.xds.peer.PeerKind;
import io.grpcpool.bench.xds.wire.Connector;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Confined to the benchmark's thread. All clients come at once with TLS, under the admission that
 * is the default, while a few that are there already get pushes; then pushes to all.
 */
record TlsScene(Setting setting) implements Scene {

  private static final int OTHERS = 20;
  private static final int SHARES = 3;
  private static final int WARM_UP_MILLIS = 3_000;
  private static final int PUSH_MILLIS = 50;

  @Override
  public void run(PeerKind kind, Figures figures) throws Exception {
    Arrivals arrivals = new Arrivals();
    try (ServerProcess server = setting.server(kind, false);
        Connector connector = setting.tls()) {
      connectAll(kind, server, new Population(connector, server.tlsPort(), arrivals), figures);
      Load load = new Load(server, arrivals);
      load.warmUp();
      load.share(setting.clients(), 1);
      Cost shared = load.share(setting.clients(), SHARES);
      figures.add(Figure.SHARED_TLS, kind, shared.p99Millis() / 1e3);
      figures.add(Figure.SHARED_TLS_CPU, kind, shared.cpuSeconds() / shared.changes());
      Cost rate = load.pace(500, setting.seconds() * 1000);
      figures.add(Figure.RATE_TLS_DONE, kind, rate.changes() / rate.seconds());
      figures.add(Figure.RATE_TLS_CPU, kind, rate.cpuPercent());
      figures.add(Figure.RATE_TLS, kind, rate.p99Millis());
    }
  }

  private void connectAll(PeerKind kind, ServerProcess server, Population clients, Figures figures)
      throws Exception {
    Arrivals pushes = new Arrivals();
    try (Connector apart = setting.tls()) {
      Population others = new Population(apart, server.tlsPort(), pushes);
      others.grow(OTHERS, 1);
      ScheduledThreadPoolExecutor pusher = new ScheduledThreadPoolExecutor(1);
      try {
        pusher.scheduleAtFixedRate(
            () -> server.order("change", 0), 0, PUSH_MILLIS, TimeUnit.MILLISECONDS);
        pushes.awaitChanges(Integer.MAX_VALUE, WARM_UP_MILLIS);
        pushes.clear();
        long start = System.nanoTime();
        clients.grow(setting.clients(), setting.services(), setting.clients());
        figures.add(Figure.RECONNECT, kind, (System.nanoTime() - start) / 1e9);
        pusher.shutdown();
        if (!pusher.awaitTermination(1, TimeUnit.MINUTES)) {
          throw new IllegalStateException("a change took more than a minute");
        }
      } finally {
        pusher.shutdownNow();
      }
      pushes.awaitQuiet(1_000);
      figures.add(Figure.OTHERS, kind, pushes.millisAt(0.99));
    }
  }
}
