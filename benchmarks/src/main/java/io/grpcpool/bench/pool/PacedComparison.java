package io.grpcpool.bench.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Stateless. The tail of latency at 70 % of what one plain channel can do under a thread that paces
 * the calls.
 */
final class PacedComparison {

  private static final List<Contender> BOTH = List.of(Contender.PLAIN, Contender.GRPCPOOL);
  private static final double LOAD = 0.7;
  private static final double QUANTILE = 0.99;

  /** Faster than any client here: the plain channel falls behind and shows its own pace. */
  private static final double FLOOD = 1e6;

  private static final int FLOOD_MILLIS = 100;

  private PacedComparison() {}

  static String measure(int repetitions, int millis) throws Exception {
    Map<Contender, List<Double>> p99 = new EnumMap<>(Contender.class);
    long failures = 0;
    double rate;
    try (Backends backends = Backends.start(1, 0, 0)) {
      rate = LOAD * capacity(backends);
      for (int repetition = -1; repetition < repetitions; repetition++) {
        for (Contender contender : BOTH) {
          try (OpenedChannel channel = contender.open(backends.ports(), Contender.DEFAULT)) {
            PacedLoop loop = new PacedLoop(channel.channel());
            loop.run(rate, Duration.ofMillis(millis));
            List<Double> latencies = loop.run(rate, Duration.ofMillis(millis));
            failures += loop.failures();
            if (repetition >= 0) {
              p99.computeIfAbsent(contender, of -> new ArrayList<>()).add(quantile(latencies));
            }
          }
        }
      }
    }
    return String.format(
        Locale.ROOT,
        "p99 at %,.0f calls/s: one plain channel %s µs, Grpcpool %s µs; %d failed%n",
        rate,
        spread(p99.getOrDefault(Contender.PLAIN, List.of())),
        spread(p99.getOrDefault(Contender.GRPCPOOL, List.of())),
        failures);
  }

  /** Calls per second that one plain channel answers when a single thread starts them. */
  private static double capacity(Backends backends) throws Exception {
    try (OpenedChannel channel = Contender.PLAIN.open(backends.ports(), Contender.DEFAULT)) {
      PacedLoop loop = new PacedLoop(channel.channel());
      loop.run(FLOOD, Duration.ofMillis(FLOOD_MILLIS));
      long begin = System.nanoTime();
      int calls = loop.run(FLOOD, Duration.ofMillis(FLOOD_MILLIS)).size();
      return calls * 1e9 / (System.nanoTime() - begin);
    }
  }

  private static double quantile(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((int) Math.ceil(QUANTILE * sorted.size()) - 1);
  }

  private static String spread(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%,.0f (%,.0f to %,.0f)",
        sorted.get((sorted.size() - 1) / 2),
        sorted.get(0),
        sorted.get(sorted.size() - 1));
  }
}
