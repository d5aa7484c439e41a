package io.grpcpool.demo.step;

/** Immutable. One thing that the demo does to a running system, and what has to come of it. */
public sealed interface Step
    permits Baseline, ShiftWeights, ResizePool, StopBackend, KillBackend, RestartControlPlane {

  /** What it does, as the heading of its table. */
  String title();

  /**
   * Does it, waits until it has come through to the client, and judges what the client saw.
   *
   * @throws StepFailedException if it does not come through in time
   */
  StepResult run(Stage stage) throws InterruptedException;
}
