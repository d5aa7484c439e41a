package io.grpcpool.bench.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Confined to the benchmark's thread. The samples of one load: each contender's throughput as a
 * multiple of the first contender's in the same repetition, because the machine's own pace changes
 * between repetitions.
 */
final class WorkTable {

  private final Work work;
  private final Map<Contender, List<Sample>> samples = new EnumMap<>(Contender.class);

  WorkTable(Work work) {
    this.work = work;
  }

  void add(Contender contender, Sample sample) {
    samples.computeIfAbsent(contender, of -> new ArrayList<>()).add(sample);
  }

  /** Lines of a table in Markdown, one for each contender. */
  String markdown() {
    StringBuilder lines = new StringBuilder();
    for (Contender contender : work.contenders()) {
      List<Sample> own = samples.getOrDefault(contender, List.of());
      if (!own.isEmpty()) {
        lines.append(line(contender, own)).append('\n');
      }
    }
    return lines.toString();
  }

  private String line(Contender contender, List<Sample> own) {
    List<Sample> base = samples.getOrDefault(work.contenders().get(0), List.of());
    List<Double> ratios =
        IntStream.range(0, Math.min(own.size(), base.size()))
            .mapToObj(i -> own.get(i).callsPerSecond() / base.get(i).callsPerSecond())
            .sorted()
            .toList();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,.0f | %.2f (%.2f to %.2f) | %.1f | %,.0f | %d |",
        work.title(),
        contender.title(),
        median(own, Sample::callsPerSecond),
        ratios.get((ratios.size() - 1) / 2),
        ratios.get(0),
        ratios.get(ratios.size() - 1),
        median(own, Sample::cpuMicros),
        median(own, Sample::p99Micros),
        own.stream().mapToLong(Sample::failures).sum());
  }

  static String head() {
    return "| load | by | calls/s | ratio | client CPU, µs/call | p99, µs | failed |\n"
        + "|---|---|---|---|---|---|---|\n";
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    List<Double> values = new ArrayList<>(samples.stream().mapToDouble(figure).boxed().toList());
    Collections.sort(values);
    return values.get((values.size() - 1) / 2);
  }
}
