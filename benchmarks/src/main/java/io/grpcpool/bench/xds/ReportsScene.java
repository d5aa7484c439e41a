package io.grpcpool.bench.xds;

import io.grpcpool.bench.xds.peer.PeerKind;
import io.grpcpool.bench.xds.wire.Connector;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Confined to the benchmark's thread. All clients report their load, evenly spread over time. */
record ReportsScene(Setting setting) implements Scene {

  private static final int INTERVAL_MILLIS = 10_000;
  private static final int UNDER_WAY = 200;

  /** java-control-plane takes no load reports. */
  @Override
  public boolean concerns(PeerKind kind) {
    return kind == PeerKind.GRPCPOOL;
  }

  @Override
  public void run(PeerKind kind, Figures figures) throws Exception {
    Semaphore slots = new Semaphore(UNDER_WAY);
    try (ServerProcess server = setting.server(kind, true);
        Connector connector = Connector.plaintext()) {
      for (int number = 0; number < setting.clients(); number++) {
        acquire(slots, 1);
        long first = (long) INTERVAL_MILLIS * number / setting.clients();
        connector.connect(
            server.plaintextPort(),
            LoadReporter.PATH,
            new LoadReporter(first, INTERVAL_MILLIS, slots::release));
      }
      acquire(slots, UNDER_WAY);
      Load load = new Load(server, new Arrivals());
      load.idlePercent(INTERVAL_MILLIS / 1000);
      figures.add(Figure.REPORTS, kind, load.idlePercent(2 * INTERVAL_MILLIS / 1000));
    }
  }

  private static void acquire(Semaphore slots, int count) throws InterruptedException {
    if (!slots.tryAcquire(count, 1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("load report streams are not answered");
    }
  }
}
