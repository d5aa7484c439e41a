package io.grpcpool.bench;

import io.grpcpool.demo.fleet.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Confined to the benchmark's thread. From the start of the control plane's process until its
 * {@code /health/ready} says so, and its resident memory a few seconds later.
 */
record StartCost(
    Supplier<ControlPlane> controlPlanes,
    int starts,
    Pause pause,
    ReadyProbe ready,
    LongSupplier nanoTime) {

  List<Row> run(String mode) throws InterruptedException, IOException {
    List<Double> seconds = new ArrayList<>();
    List<Double> megabytes = new ArrayList<>();
    for (int start = 0; start < starts; start++) {
      ControlPlane controlPlane = controlPlanes.get();
      long before = nanoTime.getAsLong();
      controlPlane.start();
      ready.await(controlPlane.url());
      seconds.add((nanoTime.getAsLong() - before) / 1e9);
      pause.of(Pause.WARM_UP);
      megabytes.add(residentMegabytes(controlPlane.pid()));
      controlPlane.stop();
    }
    return List.of(
        new Row(
            String.format(Locale.ROOT, "start to ready, %s, %d starts, s", mode, starts),
            "p50/p90/max " + Quantiles.of(seconds).row(),
            "≤ 4"),
        new Row(
            String.format(Locale.ROOT, "resident memory after start, %s, MB", mode),
            "p50/p90/max " + Quantiles.of(megabytes).row(),
            "≤ 200"));
  }

  /** {@code VmRSS} of proc(5), which is in KiB. */
  private static double residentMegabytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / 1e6)
        .findFirst()
        .orElseThrow(() -> new IOException("no VmRSS in /proc/" + pid + "/status"));
  }
}
