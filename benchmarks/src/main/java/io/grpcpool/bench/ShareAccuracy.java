package io.grpcpool.bench;

import io.grpcpool.demo.fleet.PolicyDraft;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Confined to the benchmark's thread. What share of the calls a canary of weight 10 gets, and how
 * exactly weights 1:3 of two endpoints are met.
 */
record ShareAccuracy(Scene scene, int calls) {

  /** Two-sided 99 % of the normal distribution, which the binomial is at these counts. */
  private static final double Z_99 = 2.5758;

  List<Row> run() throws InterruptedException {
    scene.weights(90, 10);
    scene.pause().of(Pause.QUIET);
    List<VersionServer> stable = scene.servers(PolicyDraft.OLD_VERSION);
    Map<String, Long> before = scene.load().replies();
    long[] atFirst = stable.stream().mapToLong(VersionServer::calls).toArray();
    while (sum(scene.load().replies()) - sum(before) < calls) {
      scene.pause().of(Pause.BETWEEN);
    }
    Map<String, Long> after = scene.load().replies();
    long total = sum(after) - sum(before);
    long canary = of(after, PolicyDraft.NEW_VERSION) - of(before, PolicyDraft.NEW_VERSION);
    double half = Z_99 * Math.sqrt(0.1 * 0.9 / total);
    long light = stable.get(0).calls() - atFirst[0];
    long heavy = stable.get(1).calls() - atFirst[1];
    return List.of(
        new Row(
            String.format(Locale.ROOT, "share of a canary of weight 10 over %d calls", total),
            String.format(Locale.ROOT, "%.3f %%", 100.0 * canary / total),
            String.format(
                Locale.ROOT, "%.3f %% to %.3f %%", 100 * (0.1 - half), 100 * (0.1 + half))),
        new Row(
            String.format(Locale.ROOT, "endpoint weights 1:3, ratio over %d calls", light + heavy),
            String.format(Locale.ROOT, "1:%.4f", (double) heavy / light),
            "1:2.97 to 1:3.03"));
  }

  private static long sum(Map<String, Long> replies) {
    return replies.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long of(Map<String, Long> replies, String version) {
    return replies.getOrDefault(version, 0L);
  }
}
