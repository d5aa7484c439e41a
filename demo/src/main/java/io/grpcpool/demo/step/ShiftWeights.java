package io.grpcpool.demo.step;

import io.grpcpool.demo.fleet.PolicyDraft;
import io.grpcpool.demo.measure.ChangePoint;
import io.grpcpool.demo.measure.Observations;
import java.util.OptionalLong;

/** Immutable. The weights in the policy are edited. */
public record ShiftWeights(int oldWeight, int newWeight) implements Step {
  private static final long LATEST_MILLIS = 3_000;

  @Override
  public String title() {
    return "weights → " + oldWeight + "/" + newWeight;
  }

  @Override
  public StepResult run(Stage stage) throws InterruptedException {
    Measurement measurement = new Measurement(stage);
    return measurement.expect(shift(stage)).take(title());
  }

  /** Edits the weights and waits until calls follow them. */
  Check shift(Stage stage) throws InterruptedException {
    PolicyDraft before = stage.policy();
    PolicyDraft after = before.withWeights(oldWeight, newWeight);
    ChangePoint change =
        new ChangePoint(
            before.share(PolicyDraft.NEW_VERSION), after.share(PolicyDraft.NEW_VERSION));
    // Calls of before the edit give the test something to compare with.
    long from = stage.nowMicros() - 500_000;

    long edited = stage.edit(after);
    stage.await(
        "edited the policy; waiting for the first call on the new weights",
        seen -> firstCall(change, seen, from).isPresent());
    long millis = (firstCall(change, stage.observations(), from).orElseThrow() - edited) / 1_000;
    return Check.within("edit → first call on the new weights", millis, LATEST_MILLIS);
  }

  private static OptionalLong firstCall(ChangePoint change, Observations seen, long from) {
    return change.firstCallAfter(
        seen.between(from, seen.completeUntilMicros()).calls(), PolicyDraft.NEW_VERSION);
  }
}
