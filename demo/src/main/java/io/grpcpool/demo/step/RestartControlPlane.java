package io.grpcpool.demo.step;

import io.grpcpool.demo.fleet.ControlPlaneStats;
import java.time.Duration;

/**
 * Immutable. The control plane is ended and started again while calls go on as before; then the
 * weights are edited, to show that it leads again.
 */
public record RestartControlPlane(int oldWeight, int newWeight) implements Step {
  private static final Duration RECONNECT = Duration.ofSeconds(30);

  @Override
  public String title() {
    return "control plane restarted, then weights → " + oldWeight + "/" + newWeight;
  }

  @Override
  public StepResult run(Stage stage) throws InterruptedException {
    Measurement measurement = new Measurement(stage);
    stage
        .screen()
        .during(
            "ending the control plane",
            () -> {
              stage.fleet().controlPlane().stop();
              return true;
            });
    stage.letCallsGoOn("calls go on without a control plane", stage.pace().outage());
    stage
        .screen()
        .during(
            "starting the control plane",
            () -> {
              stage.fleet().controlPlane().start();
              return true;
            });
    String url = stage.fleet().controlPlane().url();
    ControlPlaneStats stats = new ControlPlaneStats();
    stage.poll(
        "waiting for the client to come back to it, in its own time (gRPC backs off)",
        RECONNECT,
        () -> stats.read(url).syncedClients() > 0);
    return measurement.expect(new ShiftWeights(oldWeight, newWeight).shift(stage)).take(title());
  }
}
