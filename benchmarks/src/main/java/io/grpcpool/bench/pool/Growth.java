package io.grpcpool.bench.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Stateless. How long a pool that begins with one connection takes to its full throughput, under
 * 1,000 callers and 100 streams per connection.
 */
final class Growth {

  private static final Duration STEP = Duration.ofMillis(25);
  private static final int STEPS = 160;
  private static final int FINAL_STEPS = 80;
  private static final double NEARLY = 0.95;
  private static final int CALLERS = 1_000;
  private static final int STREAMS = 100;
  private static final int WORK_MILLIS = 50;

  /** Replies come in waves as long as the work takes; two steps of it smooth them. */
  private static final int WAVE = 2;

  private Growth() {}

  static String measure(int repetitions) throws Exception {
    List<Double> millis = new ArrayList<>();
    try (Backends backends = Backends.start(1, STREAMS, WORK_MILLIS)) {
      once(backends); // the compiler's turn; not counted
      for (int i = 0; i < repetitions; i++) {
        millis.add(once(backends));
      }
    }
    Collections.sort(millis);
    return String.format(
        Locale.ROOT,
        "one connection to ten, %d ms of work: throughput within 5 %% of its final value after %.0f"
            + " ms (%.0f to %.0f)%n",
        WORK_MILLIS,
        millis.get((millis.size() - 1) / 2),
        millis.get(0),
        millis.get(millis.size() - 1));
  }

  private static double once(Backends backends) throws InterruptedException {
    try (OpenedChannel channel = Contender.GRPCPOOL.open(backends.ports(), 10);
        ClosedLoop loop = new ClosedLoop(channel.channel(), CALLERS, 16)) {
      return untilSteady(loop.repliesPer(STEP, STEPS));
    }
  }

  /** The end of the first span from which the replies came at the final rate. */
  static double untilSteady(List<Long> replies) {
    double last =
        replies.subList(replies.size() - FINAL_STEPS, replies.size()).stream()
            .mapToLong(Long::longValue)
            .average()
            .orElse(0);
    for (int i = 0; i + WAVE <= replies.size(); i++) {
      double mean =
          replies.subList(i, i + WAVE).stream().mapToLong(Long::longValue).average().orElse(0);
      if (mean >= NEARLY * last) {
        return (double) (i + WAVE) * STEP.toMillis();
      }
    }
    return Double.NaN;
  }
}
