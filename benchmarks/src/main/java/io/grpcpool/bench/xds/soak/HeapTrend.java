package io.grpcpool.bench.xds.soak;

import java.util.ArrayList;
import java.util.List;

/** Not thread-safe. Whether the heap grows: the line of least squares through its samples. */
final class HeapTrend {

  private record Sample(double seconds, double bytes) {}

  private final List<Sample> samples = new ArrayList<>();

  /** Adds what was in use after a collection. */
  void add(double seconds, double bytes) {
    samples.add(new Sample(seconds, bytes));
  }

  /** By how much the heap grew over the samples, along the line, in bytes; below 0 if it shrank. */
  double growth() {
    double meanSeconds = samples.stream().mapToDouble(Sample::seconds).average().orElse(0);
    double meanBytes = mean();
    double covariance = 0;
    double variance = 0;
    for (Sample sample : samples) {
      covariance += (sample.seconds() - meanSeconds) * (sample.bytes() - meanBytes);
      variance += (sample.seconds() - meanSeconds) * (sample.seconds() - meanSeconds);
    }
    double span =
        samples.isEmpty()
            ? 0
            : samples.get(samples.size() - 1).seconds() - samples.get(0).seconds();
    return variance == 0 ? 0 : covariance / variance * span;
  }

  /** What was in use on average, in bytes. */
  double mean() {
    return samples.stream().mapToDouble(Sample::bytes).average().orElse(0);
  }
}
