package io.grpcpool.demo.step;

import io.grpcpool.demo.fleet.BackendProcess;
import java.time.Duration;

/** Immutable. A backend gets SIGKILL in the middle of its calls: the policy's retry saves them. */
public record KillBackend(String backend) implements Step {
  private static final Duration EXIT = Duration.ofSeconds(5);
  private static final long LATEST_MILLIS = 10_000;

  @Override
  public String title() {
    return "kill -9 of " + backend;
  }

  @Override
  public StepResult run(Stage stage) throws InterruptedException {
    Measurement measurement = new Measurement(stage);
    BackendProcess victim = stage.fleet().backend(backend);
    String endpoint = victim.endpoint();

    long killed = stage.nowMicros();
    victim.process().kill();
    victim.process().awaitExit(EXIT);
    stage.await(
        "killed " + backend + "; waiting for Consul's check to fail and the client to let go",
        seen -> seen.pools().stream().noneMatch(pool -> pool.endpoint().equals(endpoint)));

    long millis = (stage.nowMicros() - killed) / 1_000;
    return measurement
        .expect(Check.within("kill → out of the client's pool", millis, LATEST_MILLIS))
        .take(title());
  }
}
