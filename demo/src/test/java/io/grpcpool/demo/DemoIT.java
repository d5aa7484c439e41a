package io.grpcpool.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.demo.fleet.Fleet;
import io.grpcpool.demo.fleet.PolicyDraft;
import io.grpcpool.demo.fleet.Setup;
import io.grpcpool.demo.screen.Screen;
import io.grpcpool.demo.step.DemoScript;
import io.grpcpool.demo.step.Pace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo's script at a test's pace: every process is a real one, only Consul is the stand-in. */
@Timeout(300)
class DemoIT {
  private static final Pace QUICK =
      new Pace(300, Duration.ofMillis(1_500), Duration.ofSeconds(1), Duration.ofSeconds(1));
  private static final PolicyDraft POLICY = new PolicyDraft("user-service", 90, 10, 1);

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
  private final WorkFolder folder = WorkFolder.create();
  private final Demo demo =
      new Demo(
          "user-service",
          ConsulAgent.of(Optional.empty()),
          folder,
          new Screen(new PrintStream(output, true, StandardCharsets.UTF_8), false, ticker),
          QUICK);

  @AfterEach
  void end() {
    demo.close();
    ticker.shutdownNow();
  }

  @Test
  void everyStepHoldsAndNoCallFails() throws InterruptedException {
    Path operatorJar = Path.of(System.getProperty("grpcpool.operatorJar", ""));
    assertThat(operatorJar).as("the packaged control plane").isRegularFile();

    Fleet fleet =
        demo.start(operatorJar, Setup.standalone(folder.policies(), folder.state()), POLICY);
    RunReport report = demo.run(fleet, POLICY, DemoScript.steps());

    assertThat(report.held())
        .as(output.toString(StandardCharsets.UTF_8) + "\nlogs: " + folder.logs())
        .isTrue();
    assertThat(report.failed()).isZero();
    assertThat(report.steps()).hasSameSizeAs(DemoScript.steps());
    folder.delete();
  }
}
