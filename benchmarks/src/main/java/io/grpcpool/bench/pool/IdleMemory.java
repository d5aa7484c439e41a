package io.grpcpool.bench.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Stateless. The heap that a connection holds when nothing is called over it. */
final class IdleMemory {

  private static final int CHANNELS = 10;
  private static final int CONNECTIONS = 50;
  private static final double KIB = 1024;

  private IdleMemory() {}

  static String measure(int repetitions) throws Exception {
    List<Double> kib = new ArrayList<>();
    try (Backends backends = Backends.start(1, 0, 0)) {
      once(backends);
      for (int i = 0; i < repetitions; i++) {
        kib.add(once(backends));
      }
    }
    Collections.sort(kib);
    return String.format(
        Locale.ROOT,
        "heap of an idle connection: %.1f KiB (%.1f to %.1f)%n",
        kib.get((kib.size() - 1) / 2),
        kib.get(0),
        kib.get(kib.size() - 1));
  }

  /** The difference between pools of many connections and as many pools of one. */
  private static double once(Backends backends) throws InterruptedException {
    long one = held(backends, 1);
    long many = held(backends, CONNECTIONS);
    return (many - one) / KIB / (CHANNELS * (CONNECTIONS - 1));
  }

  private static long held(Backends backends, int connections) throws InterruptedException {
    Map<String, ?> policy =
        Map.of(
            "connectionsPerEndpoint",
            Map.of("initial", (double) connections, "min", (double) connections, "max", 50.0));
    List<OpenedChannel> channels =
        IntStream.range(0, CHANNELS)
            .mapToObj(i -> Contender.byPolicy(backends.ports(), Map.of("grpcpool", policy)))
            .toList();
    for (OpenedChannel channel : channels) {
      try (ClosedLoop loop = new ClosedLoop(channel.channel(), 1, 16)) {
        loop.run(Duration.ofMillis(500), Duration.ofMillis(10));
      }
    }
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    channels.forEach(OpenedChannel::close);
    return used;
  }
}
