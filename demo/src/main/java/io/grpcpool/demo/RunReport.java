package io.grpcpool.demo;

import io.grpcpool.demo.step.StepResult;
import java.util.List;

/**
 * Immutable. The figures of a whole run; its components are the fields of {@code --json}.
 *
 * @param held whether every step that was planned was done and held
 * @param seconds from the first step to the last
 * @param calls calls over all steps, and between them
 * @param failed how many of them failed
 * @param steps what came of each step that was done
 */
public record RunReport(
    boolean held, double seconds, int calls, int failed, List<StepResult> steps) {
  public RunReport {
    steps = List.copyOf(steps);
  }
}
