package io.grpcpool.demo;

import io.grpcpool.demo.measure.Observations;
import io.grpcpool.demo.measure.Window;
import io.grpcpool.demo.process.ChildFailedException;
import io.grpcpool.demo.screen.ResultTable;
import io.grpcpool.demo.screen.Screen;
import io.grpcpool.demo.step.Stage;
import io.grpcpool.demo.step.Step;
import io.grpcpool.demo.step.StepFailedException;
import io.grpcpool.demo.step.StepResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Confined to the demo's thread. Does the steps in order; one that does not come through ends it.
 */
final class ScriptRunner {
  private final List<Step> steps;
  private final Stage stage;
  private final Observations observations;
  private final Screen screen;

  ScriptRunner(List<Step> steps, Stage stage, Observations observations, Screen screen) {
    this.steps = List.copyOf(steps);
    this.stage = stage;
    this.observations = observations;
    this.screen = screen;
  }

  RunReport run() throws InterruptedException {
    long start = System.nanoTime();
    List<StepResult> results = new ArrayList<>();
    boolean through = true;
    for (Step step : steps) {
      screen.print("\n[" + (results.size() + 1) + "/" + steps.size() + "] " + step.title());
      StepResult result = result(step);
      results.add(result);
      screen.print(ResultTable.render(result).stripTrailing());
      if (result.tracks().isEmpty()) {
        through = false;
        break;
      }
    }

    Window all = observations.all();
    boolean held = through && all.failed() == 0 && results.stream().allMatch(StepResult::held);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new RunReport(held, seconds, all.calls().size(), all.failed(), results);
  }

  private StepResult result(Step step) throws InterruptedException {
    try {
      return step.run(stage);
    } catch (StepFailedException | ChildFailedException e) {
      return StepResult.failed(step.title(), String.valueOf(e.getMessage()));
    }
  }
}
