package io.grpcpool.demo.step;

import io.grpcpool.demo.fleet.BackendProcess;
import io.grpcpool.demo.measure.Call;
import java.time.Duration;

/**
 * Immutable. A backend gets SIGTERM: it leaves Consul's rotation, serves on for a while, and ends.
 */
public record StopBackend(String backend) implements Step {
  private static final Duration EXIT = Duration.ofSeconds(20);

  @Override
  public String title() {
    return "graceful stop of " + backend;
  }

  @Override
  public StepResult run(Stage stage) throws InterruptedException {
    Measurement measurement = new Measurement(stage);
    BackendProcess leaving = stage.fleet().backend(backend);
    String endpoint = leaving.endpoint();

    long stopped = stage.nowMicros();
    leaving.process().terminate();
    boolean ended =
        stage
            .screen()
            .during(
                "sent SIGTERM to " + backend + "; waiting for it to leave and end",
                () -> leaving.process().awaitExit(EXIT));
    stage.await(
        "waiting for the client to let go of it",
        seen -> seen.pools().stream().noneMatch(pool -> pool.endpoint().equals(endpoint)));

    long lastCall =
        stage.observations().between(stopped, stage.nowMicros()).calls().stream()
            .filter(call -> call.backend().equals(backend))
            .mapToLong(Call::startMicros)
            .max()
            .orElse(stopped);
    long drainMillis = stage.pace().drain().toMillis();
    long millis = (lastCall - stopped) / 1_000;
    return measurement
        .expect(new Check("process", "ended", ended ? "ended" : "still runs", ended))
        .expect(
            Check.within("SIGTERM → last call to it, before its drain ends", millis, drainMillis))
        .take(title());
  }
}
