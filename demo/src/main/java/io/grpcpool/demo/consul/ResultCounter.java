package io.grpcpool.demo.consul;

import io.grpcpool.demo.consul.CheckDefinition.Thresholds;
import java.util.Optional;

/**
 * Confined to the check's own task. Decides when a run of results changes a check's state, by the
 * rule of Consul's {@code StatusHandler}: a success resets the failures and the reverse.
 */
final class ResultCounter {
  private final Thresholds thresholds;
  private int successes;
  private int failures;

  ResultCounter(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  /** The state after one more result; empty where the state stays what it was. */
  Optional<CheckStatus> after(boolean success) {
    if (success) {
      failures = 0;
      successes++;
      return successes >= thresholds.successBeforePassing()
          ? Optional.of(CheckStatus.PASSING)
          : Optional.empty();
    }

    successes = 0;
    failures++;
    if (failures >= thresholds.failuresBeforeCritical()) {
      return Optional.of(CheckStatus.CRITICAL);
    }
    return failures >= thresholds.failuresBeforeWarning()
        ? Optional.of(CheckStatus.WARNING)
        : Optional.empty();
  }
}
