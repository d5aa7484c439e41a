package io.grpcpool.demo.step;

import io.grpcpool.demo.measure.Observations;
import java.util.function.Predicate;

/** Immutable. The pool's size in the policy is edited. */
public record ResizePool(int connections) implements Step {
  private static final long LATEST_MILLIS = 10_000;

  @Override
  public String title() {
    return "pool → " + connections + " per endpoint";
  }

  @Override
  public StepResult run(Stage stage) throws InterruptedException {
    Measurement measurement = new Measurement(stage);
    long edited = stage.edit(stage.policy().withConnections(connections));
    stage.await("edited the policy; waiting for the pool to follow", poolsOf(connections));
    long millis = (stage.nowMicros() - edited) / 1_000;
    return measurement
        .expect(Check.within("edit → every pool has its size", millis, LATEST_MILLIS))
        .take(title());
  }

  /** That the client has exactly this many connections to each endpoint. */
  static Predicate<Observations> poolsOf(int connections) {
    return seen ->
        !seen.pools().isEmpty()
            && seen.pools().stream().allMatch(pool -> pool.connections() == connections);
  }
}
