package io.grpcpool.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Immutable. Quantiles of a sample by the nearest-rank rule; no interpolation, no buckets. */
record Quantiles(double[] sorted) {

  static Quantiles of(Collection<Double> sample) {
    double[] values = sample.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(values);
    return new Quantiles(values);
  }

  /**
   * The smallest value that at least the fraction {@code q} of the sample does not exceed.
   *
   * @param q above 0, up to 1
   */
  double at(double q) {
    int rank = (int) Math.ceil(q * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
  }

  /** {@code p50 / p90 / max}, in the unit of the sample. */
  String row() {
    return String.format(Locale.ROOT, "%.1f / %.1f / %.1f", at(0.5), at(0.9), at(1.0));
  }
}
