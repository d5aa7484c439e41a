package io.grpcpool.demo.step;

import io.grpcpool.demo.fleet.PolicyDraft;
import io.grpcpool.demo.measure.ShareInterval;
import io.grpcpool.demo.measure.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Confined to the demo's thread. Counts calls for a while once a step has come through, and
 * compares them with the policy in force.
 */
final class Measurement {
  /** Calls are drawn by chance: a right share lies outside of this interval once in 1,000 times. */
  private static final double CONFIDENCE = 0.999;

  private final Stage stage;
  private final long stepStartMicros;
  private final List<Check> checks = new ArrayList<>();

  /** Begins with a step; its failed calls count from now on. */
  Measurement(Stage stage) {
    this.stage = stage;
    this.stepStartMicros = stage.nowMicros();
  }

  /** Adds an expectation of the step's own. */
  Measurement expect(Check check) {
    checks.add(check);
    return this;
  }

  /**
   * Counts calls and ends the step. A share that looks wrong is counted a second time: a wrong one
   * looks wrong again, an unlucky one almost never does.
   */
  StepResult take(String title) throws InterruptedException {
    List<TrackResult> tracks = count("counting calls");
    if (!tracks.stream().allMatch(TrackResult::held)) {
      tracks = count("a share is outside of its interval: counting again");
    }
    Window step = stage.observations().between(stepStartMicros, stage.nowMicros());
    judge(tracks, step);
    return new StepResult(
        title, tracks, checks, step.calls().size(), step.failures(), step.latencyMicros(0.99));
  }

  private List<TrackResult> count(String what) throws InterruptedException {
    long from = stage.nowMicros();
    long to = from + TimeUnit.MICROSECONDS.convert(stage.pace().counting());
    stage.await(
        String.format(Locale.ROOT, "%s for %.1f s", what, (to - from) / 1e6),
        seen -> seen.completeUntilMicros() >= to);

    Window window = stage.observations().between(from, to);
    List<TrackResult> tracks = new ArrayList<>();
    for (String version : List.of(PolicyDraft.OLD_VERSION, PolicyDraft.NEW_VERSION)) {
      double share = stage.policy().share(version);
      tracks.add(
          new TrackResult(
              version,
              stage.policy().weight(version),
              share,
              ShareInterval.of(window.succeeded(), share, CONFIDENCE),
              window.answeredBy(version),
              stage.connections(version)));
    }
    return tracks;
  }

  private void judge(List<TrackResult> tracks, Window step) {
    int counted = tracks.stream().mapToInt(TrackResult::calls).sum();
    for (TrackResult track : tracks) {
      checks.add(
          new Check(
              "share of " + track.version(),
              percent(track.plausible().low(), counted)
                  + " … "
                  + percent(track.plausible().high(), counted),
              percent(track.calls(), counted),
              counted > 0 && track.held(),
              true));
    }
    int size = stage.policy().connections();
    for (TrackResult track : tracks) {
      Map<String, Integer> connections = track.connections();
      checks.add(
          new Check(
              "connections per endpoint of " + track.version(),
              Integer.toString(size),
              connections.values().toString(),
              !connections.isEmpty()
                  && connections.values().stream().allMatch(count -> count == size),
              true));
    }
    checks.add(
        new Check(
            "failed calls",
            "0",
            step.failed() + " of " + step.calls().size() + failures(step),
            step.failed() == 0 && !step.calls().isEmpty()));
  }

  private static String failures(Window step) {
    return step.failed() == 0 ? "" : " " + step.failures();
  }

  static String percent(int part, int whole) {
    return whole == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }
}
