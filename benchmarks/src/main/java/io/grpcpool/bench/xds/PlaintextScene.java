package io.grpcpool.bench.xds;

import io.grpcpool.bench.xds.Load.Cost;
import io.grpcpool.bench.xds.peer.PeerKind;
import io.grpcpool.bench.xds.wire.Connector;
import java.util.concurrent.TimeUnit;

/** Confined to the benchmark's thread. All clients without TLS: memory, pushes, refusals. */
record PlaintextScene(Setting setting) implements Scene {

  private static final double KIB = 1024;
  private static final int TARGETED_PER_SECOND = 25;
  private static final int SHARES = 3;
  private static final int REFUSAL_SECONDS = 5;

  @Override
  public void run(PeerKind kind, Figures figures) throws Exception {
    Arrivals arrivals = new Arrivals();
    try (ServerProcess server = setting.server(kind, true);
        Connector connector = Connector.plaintext()) {
      long heap = server.order("heap");
      long resident = server.residentBytes();
      Population clients = new Population(connector, server.plaintextPort(), arrivals);
      clients.grow(setting.clients(), setting.services());
      Load load = new Load(server, arrivals);
      arrivals.awaitQuiet(1_000);
      double perStream = KIB * setting.clients();
      figures.add(Figure.HEAP, kind, (server.order("heap") - heap) / perStream);
      figures.add(Figure.RESIDENT, kind, (server.residentBytes() - resident) / perStream);
      load.warmUp();
      figures.add(Figure.IDLE, kind, load.idlePercent(setting.seconds()));
      load.share(setting.clients(), SHARES);
      Cost shared = load.share(setting.clients(), SHARES);
      figures.add(Figure.SHARED, kind, shared.p99Millis() / 1e3);
      figures.add(Figure.SHARED_CPU, kind, shared.cpuSeconds() / shared.changes());
      Cost rate = load.pace(500, setting.seconds() * 1000);
      figures.add(Figure.RATE_DONE, kind, rate.changes() / rate.seconds());
      figures.add(Figure.RATE_CPU, kind, rate.cpuPercent());
      figures.add(Figure.RATE, kind, rate.p99Millis());
      targeted(kind, load, figures);
      clients.leave();
      refusals(kind, server, connector, figures);
    }
  }

  private void targeted(PeerKind kind, Load load, Figures figures) throws InterruptedException {
    Cost targeted = load.pace(TARGETED_PER_SECOND, setting.seconds() * 1000);
    figures.add(Figure.SENDS, kind, (double) targeted.responses() / targeted.changes());
    figures.add(Figure.TARGETED, kind, targeted.p99Millis());
    figures.add(Figure.TARGETED_CPU, kind, 1e3 * targeted.cpuSeconds() / targeted.changes());
  }

  private void refusals(PeerKind kind, ServerProcess server, Connector connector, Figures figures)
      throws InterruptedException {
    Arrivals answers = new Arrivals();
    Population refusing = new Population(connector, server.plaintextPort(), answers);
    refusing.addRefusing();
    answers.awaitChanges(Integer.MAX_VALUE, TimeUnit.SECONDS.toMillis(REFUSAL_SECONDS));
    figures.add(Figure.REFUSALS, kind, answers.responses());
    refusing.leave();
  }
}
