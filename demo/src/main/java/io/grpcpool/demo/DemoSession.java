package io.grpcpool.demo;

import com.google.gson.GsonBuilder;
import io.grpcpool.demo.fleet.Fleet;
import io.grpcpool.demo.fleet.PolicyDraft;
import io.grpcpool.demo.fleet.Setup;
import io.grpcpool.demo.kubernetes.KubernetesSetup;
import io.grpcpool.demo.screen.Screen;
import io.grpcpool.demo.step.DemoScript;
import io.grpcpool.demo.step.Pace;
import io.grpcpool.demo.step.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Run by the main thread; a shutdown hook ends it as well, and whoever comes first does. One demo
 * on the screen, from its first line to its exit status.
 */
final class DemoSession {
  private static final int HELD = 0;
  private static final int NOT_HELD = 1;
  private static final int NOT_STARTED = 2;

  private final Path home;
  private final Screen screen;
  private final DemoOptions options;
  private final WorkFolder folder = WorkFolder.create();
  private volatile boolean held;
  private volatile boolean ending;
  private boolean ended;

  /** A session of the checkout {@code home}. */
  DemoSession(Path home, Screen screen, DemoOptions options) {
    this.home = home;
    this.screen = screen;
    this.options = options;
  }

  /** The control plane of a checkout. */
  static Path operatorJar(Path home) {
    return home.resolve("operator/target/quarkus-app/quarkus-run.jar");
  }

  /**
   * Runs the whole demo.
   *
   * @param consul a real agent; empty: the stand-in
   * @return the exit status
   */
  int run(Optional<String> consul) throws InterruptedException {
    ConsulAgent agent = ConsulAgent.of(consul);
    Demo demo = new Demo(options.service(), agent, folder, screen, Pace.WATCHED);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ending = true;
                  end(demo);
                },
                "end of the demo"));
    try {
      return runSteps(demo, agent);
    } catch (RuntimeException e) {
      // What fails while everything is being ended fails because of that.
      if (!ending) {
        screen.print("\n✗ " + e.getMessage());
      }
      return NOT_STARTED;
    } finally {
      end(demo);
    }
  }

  private int runSteps(Demo demo, ConsulAgent agent) throws InterruptedException {
    screen.print(introduction(agent));
    PolicyDraft policy = new PolicyDraft(options.service(), 90, 10, 1);
    Fleet fleet = demo.start(operatorJar(home), setup(demo), policy);
    RunReport report = demo.run(fleet, policy, DemoScript.steps());
    if (ending) {
      return NOT_HELD;
    }

    held = report.held();
    write(report);
    screen.print("\n" + verdict(report));
    if (options.keep()) {
      stay(fleet, agent);
    }
    return held ? HELD : NOT_HELD;
  }

  private Setup setup(Demo demo) throws InterruptedException {
    return options.kubernetes()
        ? new KubernetesSetup(home, demo.children(), folder.kubernetes(), screen).prepare()
        : Setup.standalone(folder.policies(), folder.state());
  }

  /** What is about to be seen, so that each line below explains itself. */
  private static String introduction(ConsulAgent agent) {
    return """
        A control plane, four backends of two versions and a client that calls them %d times a second, all
        processes of this machine; Consul is %s at %s. %d steps follow, in one to two minutes.
        In the tables: share is of the calls counted, expected is what chance allows around the weight.
        """
        .formatted(
            Pace.WATCHED.callsPerSecond(),
            agent.isReal() ? "the agent" : "a stand-in",
            agent.address(),
            DemoScript.steps().size());
  }

  private static String verdict(RunReport report) {
    return String.format(
        Locale.ROOT,
        "%s %d of %d steps held; %,d of %,d calls failed; %.0f s",
        report.held() ? "✓" : "✗",
        report.steps().stream().filter(StepResult::held).count(),
        DemoScript.steps().size(),
        report.failed(),
        report.calls(),
        report.seconds());
  }

  private void write(RunReport report) {
    if (options.json() == null) {
      return;
    }
    try {
      Files.writeString(
          options.json(),
          new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(report)
              + "\n");
    } catch (IOException e) {
      throw new DemoException("cannot write " + options.json() + ": " + e.getMessage());
    }
  }

  private void stay(Fleet fleet, ConsulAgent agent) throws InterruptedException {
    String url = fleet.controlPlane().url();
    screen.print(
        """

        Everything stays up until Ctrl-C. Things to do:
          %s
            and see weights and pool sizes reach the client at once
          open %s/stats
            or run ./grpcpool stats --server %s
          open %s/metrics
          open http://%s/v1/health/service/%s
          start a client of your own with GRPC_XDS_BOOTSTRAP=%s
            and dial xds:///%s
          logs of all processes: %s"""
            .formatted(
                fleet.policyTarget().howToEdit(),
                url,
                url,
                url,
                agent.address(),
                options.service(),
                folder.bootstrap(),
                PolicyDraft.TARGET,
                folder.logs()));
    new CountDownLatch(1).await();
  }

  private synchronized void end(Demo demo) {
    if (ended) {
      return;
    }
    ended = true;
    try {
      demo.close();
    } catch (RuntimeException e) {
      screen.print("✗ not all was cleaned up: " + e.getMessage());
    }
    if (held || ending || folder.hasNoLogs()) {
      folder.delete();
    } else {
      screen.print("  logs of all processes: " + folder.logs());
    }
  }
}
