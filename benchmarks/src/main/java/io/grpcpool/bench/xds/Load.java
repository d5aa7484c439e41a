package io.grpcpool.bench.xds;

import java.util.concurrent.TimeUnit;

/**
 * Confined to the benchmark's thread. Changes that a server is told to make, and what they cost it.
 */
record Load(ServerProcess server, Arrivals arrivals) {

  private static final int QUIET_MILLIS = 500;
  private static final int WARM_UP_PER_SECOND = 500;
  private static final int WARM_UP_MILLIS = 8_000;

  /** A change of this many subscribers takes no longer on any machine. */
  private static final int PATIENCE_MILLIS = 30_000;

  /**
   * Immutable. What a load did.
   *
   * @param changes how many changes were published
   * @param responses how many responses the clients got
   * @param p99Millis from a change to a client that subscribes to it
   * @param cpuSeconds of the server, from the first change until it was quiet
   * @param seconds how long that was
   */
  record Cost(long changes, long responses, double p99Millis, double cpuSeconds, double seconds) {

    double cpuPercent() {
      return 100 * cpuSeconds / seconds;
    }
  }

  /** Until the just-in-time compiler, which shares the server's core, has seen every path. */
  void warmUp() throws InterruptedException {
    pace(WARM_UP_PER_SECOND, WARM_UP_MILLIS);
  }

  /** Changes one service after another. */
  Cost pace(int perSecond, int millis) throws InterruptedException {
    arrivals.awaitQuiet(QUIET_MILLIS);
    arrivals.clear();
    double cpu = server.cpuSeconds();
    long start = System.nanoTime();
    long changes = server.order("pace", perSecond, millis);
    double seconds = (System.nanoTime() - start) / 1e9;
    double used = server.cpuSeconds() - cpu;
    arrivals.awaitQuiet(QUIET_MILLIS);
    return new Cost(changes, arrivals.responses(), arrivals.millisAt(0.99), used, seconds);
  }

  /** Changes the service that all clients subscribe to, a few times. */
  Cost share(int clients, int times) throws InterruptedException {
    arrivals.awaitQuiet(QUIET_MILLIS);
    arrivals.clear();
    double cpu = server.cpuSeconds();
    long start = System.nanoTime();
    for (int change = 1; change <= times; change++) {
      server.order("share");
      if (!arrivals.awaitChanges(change * clients, PATIENCE_MILLIS)) {
        throw new IllegalStateException(
            arrivals.changes() + " of " + change * clients + " pushes arrived");
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    arrivals.awaitQuiet(QUIET_MILLIS);
    double used = server.cpuSeconds() - cpu;
    return new Cost(times, arrivals.responses(), arrivals.millisAt(0.99), used, seconds);
  }

  /** Nothing happens. */
  double idlePercent(int seconds) throws InterruptedException {
    arrivals.awaitQuiet(QUIET_MILLIS);
    double cpu = server.cpuSeconds();
    arrivals.awaitChanges(Integer.MAX_VALUE, TimeUnit.SECONDS.toMillis(seconds));
    return 100 * (server.cpuSeconds() - cpu) / seconds;
  }
}
