package io.grpcpool.demo.screen;

import io.grpcpool.cli.text.Columns;
import io.grpcpool.demo.step.Check;
import io.grpcpool.demo.step.StepResult;
import io.grpcpool.demo.step.TrackResult;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Immutable. A step's result as a person reads it. */
public final class ResultTable {
  private ResultTable() {}

  /** The table of one step, with a line per expectation that the table does not show. */
  public static String render(StepResult result) {
    StringBuilder text = new StringBuilder();
    if (!result.tracks().isEmpty()) {
      text.append(tracks(result)).append('\n');
    }
    return text.append(checks(result)).toString();
  }

  private static String tracks(StepResult result) {
    Columns columns =
        new Columns("lrrlrll", "  ")
            .row("version", "weight", "share", "expected", "calls", "connections per endpoint", "");
    int counted = result.tracks().stream().mapToInt(TrackResult::calls).sum();
    for (TrackResult track : result.tracks()) {
      columns.row(
          track.version(),
          Integer.toString(track.weight()),
          percent(track.calls(), counted),
          percent(track.plausible().low(), counted)
              + " … "
              + percent(track.plausible().high(), counted),
          String.format(Locale.ROOT, "%,d", track.calls()),
          connections(track.connections()),
          mark(track.held()));
    }
    return columns.render();
  }

  private static String checks(StepResult result) {
    Columns columns = new Columns("llll", "  ");
    for (Check check : result.checks()) {
      if (!check.held() || !check.inTable()) {
        columns.row(mark(check.held()), check.what(), check.seen(), "expected " + check.expected());
      }
    }
    return columns.render();
  }

  private static String connections(Map<String, Integer> byBackend) {
    return byBackend.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining("  "));
  }

  private static String mark(boolean held) {
    return held ? "✓" : "✗";
  }

  private static String percent(int part, int whole) {
    return whole == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }
}
