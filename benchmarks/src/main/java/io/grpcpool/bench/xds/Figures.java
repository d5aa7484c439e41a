package io.grpcpool.bench.xds;

import io.grpcpool.bench.xds.peer.PeerKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Confined to the benchmark's thread. What was measured, a sample for each repetition. */
final class Figures {

  private final Map<Figure, Map<PeerKind, List<Double>>> samples = new EnumMap<>(Figure.class);

  void add(Figure figure, PeerKind kind, double sample) {
    samples
        .computeIfAbsent(figure, of -> new EnumMap<>(PeerKind.class))
        .computeIfAbsent(kind, of -> new ArrayList<>())
        .add(sample);
  }

  /** The table in Markdown: medians, with the least and the greatest sample. */
  String markdown() {
    Stream<String> head =
        Stream.of("| what | Grpcpool | java-control-plane | aim |", "|---|---|---|---|");
    Stream<String> rows =
        samples.entrySet().stream()
            .map(
                row ->
                    String.format(
                        "| %s | %s | %s | %s |",
                        row.getKey().title(),
                        cell(row.getKey(), row.getValue().get(PeerKind.GRPCPOOL)),
                        cell(row.getKey(), row.getValue().get(PeerKind.JAVA_CONTROL_PLANE)),
                        row.getKey().aim()));
    return Stream.concat(head, rows).collect(Collectors.joining("\n"));
  }

  private static String cell(Figure figure, @Nullable List<Double> values) {
    if (values == null) {
      return "–";
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    String median = text(figure, sorted.get((sorted.size() - 1) / 2));
    return sorted.size() == 1
        ? median
        : String.format(
            "%s (%s to %s)",
            median, text(figure, sorted.get(0)), text(figure, sorted.get(sorted.size() - 1)));
  }

  private static String text(Figure figure, double value) {
    return Double.isNaN(value) ? "none" : String.format(Locale.ROOT, figure.format(), value);
  }
}
