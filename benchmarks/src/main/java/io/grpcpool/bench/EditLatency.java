package io.grpcpool.bench;

import io.grpcpool.demo.fleet.PolicyDraft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Confined to the benchmark's thread. From the start of a policy edit, 100/0 to 0/100 and back, to
 * the first reply of the version that the edit turns to; and how much of that is the edit itself,
 * which is the API server's time where there is one.
 */
record EditLatency(Scene scene, int edits, LongSupplier nanoTime) {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  List<Row> run(String mode) throws InterruptedException {
    List<Double> made = new ArrayList<>();
    List<Double> millis = new ArrayList<>();
    long failuresBefore = scene.load().failures();
    for (int edit = 0; edit < edits; edit++) {
      boolean toNew = edit % 2 == 0;
      FirstReply first =
          scene.load().await(toNew ? PolicyDraft.NEW_VERSION : PolicyDraft.OLD_VERSION);
      long start = nanoTime.getAsLong();
      scene.weights(toNew ? 0 : 100, toNew ? 100 : 0);
      made.add((nanoTime.getAsLong() - start) / 1e6);
      millis.add((first.nanos(LIMIT) - start) / 1e6);
      scene.pause().of(Pause.BETWEEN);
    }
    return List.of(
        new Row(
            String.format(Locale.ROOT, "policy edit → first reply, %s, %d edits, ms", mode, edits),
            String.format(
                Locale.ROOT,
                "p50/p90/max %s, %d failed calls",
                Quantiles.of(millis).row(),
                scene.load().failures() - failuresBefore),
            "p50 ≤ 50, p90 ≤ 120"),
        new Row(
            "of that, until the edit was taken, ms",
            "p50/p90/max " + Quantiles.of(made).row(),
            "–"));
  }
}
