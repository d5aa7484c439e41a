package io.grpcpool.bench.xds.soak;

import io.grpcpool.bench.xds.wire.Connector;
import io.grpcpool.xds.ClientStatus;
import io.grpcpool.xds.SyncState;
import io.grpcpool.xds.TypeStatus;
import io.grpcpool.xds.XdsServer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Confined to its caller's thread, but for the churn, which has a thread of its own. A server under
 * every kind of client at once.
 */
final class Soak {

  private static final int NAMES = 200;
  private static final int NAMES_PER_CLIENT = 20;
  private static final int VISITORS = 40;
  private static final int CHANGE_MILLIS = 5;
  private static final int SETTLE_SECONDS = 60;
  private static final String ADS = "/envoy.service.discovery.v3.AggregatedDiscoveryService/";

  private final SplittableRandom random;
  private final int clients;
  private final List<SteadyClient> steady = new ArrayList<>();
  private final AtomicInteger visits = new AtomicInteger();
  private volatile boolean over;

  /**
   * Immutable. What came of it.
   *
   * @param wrong clients that do not hold what is served
   * @param unsettled streams that the server does not take for settled
   * @param changes how often something was added or changed
   * @param visits how many clients came and went
   * @param heapMean bytes in use after collections, on average
   * @param heapGrowth by how much they grew, along the line of least squares
   */
  record Outcome(
      List<String> wrong,
      List<String> unsettled,
      int changes,
      int visits,
      double heapMean,
      double heapGrowth) {}

  Soak(long seed, int clients) {
    this.random = new SplittableRandom(seed);
    this.clients = clients;
  }

  Outcome run(int seconds) throws Exception {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    try (XdsServer server = XdsServer.builder().build().start();
        Connector connector = Connector.plaintext()) {
      Churn churn = new Churn(server, random.split(), NAMES);
      connectSteady(server, connector);
      var changing =
          timer.scheduleAtFixedRate(churn::step, 0, CHANGE_MILLIS, TimeUnit.MILLISECONDS);
      SplittableRandom ofVisitors = random.split();
      IntStream.range(0, VISITORS).forEach(i -> visit(server, connector, ofVisitors.split()));
      HeapTrend heap = watchHeap(seconds);
      changing.cancel(false);
      over = true;
      steady.forEach(SteadyClient::rest);
      // What was scheduled before has run when this has.
      timer.submit(() -> {}).get();
      settle(server, churn);
      return new Outcome(
          steady.stream().filter(c -> !c.holds(churn.served())).map(Object::toString).toList(),
          unsettled(server),
          churn.changes(),
          visits.get(),
          heap.mean(),
          heap.growth());
    } finally {
      timer.shutdownNow();
    }
  }

  private void connectSteady(XdsServer server, Connector connector) {
    for (int number = 0; number < clients; number++) {
      List<String> names =
          random.ints(NAMES_PER_CLIENT, 0, NAMES).distinct().mapToObj(Churn::name).toList();
      SteadyClient client =
          new SteadyClient("steady-" + number, names, number % 10 == 0, number % 7 == 0);
      steady.add(client);
      connector.connect(server.port(), ADS + "StreamAggregatedResources", client);
    }
  }

  /** Each visitor that is gone is followed by another. */
  private void visit(XdsServer server, Connector connector, SplittableRandom chance) {
    if (!over) {
      visits.incrementAndGet();
      connector.connect(
          server.port(),
          ADS + "StreamAggregatedResources",
          new Visitor(chance.split(), NAMES, () -> visit(server, connector, chance)));
    }
  }

  /** Samples the heap once the first third of the time is over, when all is warm. */
  private static HeapTrend watchHeap(int seconds) throws InterruptedException {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    HeapTrend trend = new HeapTrend();
    long start = System.nanoTime();
    CountDownLatch never = new CountDownLatch(1);
    for (double now = 0; now < seconds; now = (System.nanoTime() - start) / 1e9) {
      if (now > seconds / 3.0) {
        memory.gc();
        trend.add(now, memory.getHeapMemoryUsage().getUsed());
      }
      never.await(Math.max(500, seconds * 1000L / 60), TimeUnit.MILLISECONDS);
    }
    return trend;
  }

  private void settle(XdsServer server, Churn churn) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < SETTLE_SECONDS * 10; i++) {
      boolean settled =
          steady.stream().allMatch(client -> client.holds(churn.served()))
              && unsettled(server).isEmpty();
      if (settled) {
        return;
      }
      never.await(100, TimeUnit.MILLISECONDS);
    }
  }

  /** Streams beyond the steady ones, and those with a response that was never answered. */
  private List<String> unsettled(XdsServer server) {
    List<ClientStatus> streams = server.clients();
    List<String> unsettled = new ArrayList<>();
    if (streams.size() != clients) {
      unsettled.add(streams.size() + " streams instead of " + clients);
    }
    for (ClientStatus stream : streams) {
      for (TypeStatus type : stream.types()) {
        if (type.state() == SyncState.STALE || type.state() == SyncState.NOT_SENT) {
          unsettled.add(stream.node() + " is " + type.state());
        }
      }
    }
    return unsettled;
  }
}
