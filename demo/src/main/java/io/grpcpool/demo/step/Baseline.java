package io.grpcpool.demo.step;

/** Immutable. Nothing is done: the policy as it was at the start. */
public record Baseline(int oldWeight, int newWeight) implements Step {
  @Override
  public String title() {
    return "start: weights " + oldWeight + "/" + newWeight;
  }

  @Override
  public StepResult run(Stage stage) throws InterruptedException {
    Measurement measurement = new Measurement(stage);
    int size = stage.policy().connections();
    stage.await("waiting for the pool to be open", ResizePool.poolsOf(size));
    stage.letLoadSettle();
    return measurement.take(title());
  }
}
