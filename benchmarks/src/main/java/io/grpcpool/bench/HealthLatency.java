package io.grpcpool.bench;

import io.grpcpool.demo.fleet.PolicyDraft;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Confined to the benchmark's thread. From a check turning critical in Consul to the last call that
 * its server got.
 */
record HealthLatency(Scene scene, int changes, LongSupplier nanoTime) {

  Row run(String mode) throws InterruptedException, IOException {
    List<Double> millis = new ArrayList<>();
    VersionServer server = scene.servers(PolicyDraft.OLD_VERSION).get(1);
    long failuresBefore = scene.load().failures();
    for (int change = 0; change < changes; change++) {
      long start = nanoTime.getAsLong();
      scene.catalogue().check(server, "fail");
      scene.pause().of(Pause.QUIET);
      requireQuiet(server);
      millis.add(Math.max(0, server.lastCall() - start) / 1e6);
      scene.catalogue().check(server, "pass");
      scene.pause().of(Pause.QUIET);
    }
    return new Row(
        String.format(
            Locale.ROOT,
            "Consul check critical → endpoint out of rotation, %s, %d changes, ms",
            mode,
            changes),
        String.format(
            Locale.ROOT,
            "p50/p90/max %s, %d failed calls",
            Quantiles.of(millis).row(),
            scene.load().failures() - failuresBefore),
        "p50 ≤ 50");
  }

  private void requireQuiet(VersionServer server) throws InterruptedException {
    long before = server.calls();
    scene.pause().of(Pause.BETWEEN);
    if (server.calls() != before) {
      throw new IllegalStateException(
          "a server whose check is critical still gets calls "
              + Pause.QUIET
              + " after the change: nothing to measure");
    }
  }
}
