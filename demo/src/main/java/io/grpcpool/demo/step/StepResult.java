package io.grpcpool.demo.step;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Immutable. What came of a step.
 *
 * @param title what the step did
 * @param tracks what each version got; empty if the step did not come that far
 * @param checks all expectations, each held or not
 * @param calls calls from the beginning of the step to its end
 * @param failures failed calls of the same span, by status
 * @param p99Micros the 99th percentile of the time that these calls took
 */
public record StepResult(
    String title,
    List<TrackResult> tracks,
    List<Check> checks,
    int calls,
    Map<String, Long> failures,
    long p99Micros) {
  public StepResult {
    tracks = List.copyOf(tracks);
    checks = List.copyOf(checks);
    failures = Map.copyOf(new TreeMap<>(failures));
  }

  /** A step that ended early, for a reason. */
  public static StepResult failed(String title, String reason) {
    return new StepResult(
        title, List.of(), List.of(new Check("the step", "to end", reason, false)), 0, Map.of(), 0);
  }

  /** Whether every expectation held. */
  public boolean held() {
    return checks.stream().allMatch(Check::held);
  }
}
