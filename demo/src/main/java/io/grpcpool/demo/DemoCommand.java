package io.grpcpool.demo;

import com.google.gson.GsonBuilder;
import io.grpcpool.demo.fleet.Fleet;
import io.grpcpool.demo.fleet.PolicyDraft;
import io.grpcpool.demo.fleet.Setup;
import io.grpcpool.demo.kubernetes.KubernetesSetup;
import io.grpcpool.demo.screen.Screen;
import io.grpcpool.demo.step.DemoScript;
import io.grpcpool.demo.step.Pace;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Confined to the main thread. The command line of the demo. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows the main job on this machine: a control plane, four backends that register in Consul, and a"
          + " client under steady load, while the policy is edited, backends go and the control plane"
          + " restarts.",
      "Exit status: 0 if every step held, 1 if one did not, 2 if the demo could not start."
    })
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--consul",
      paramLabel = "HOST:PORT",
      description = "Use this Consul agent, which must run on this machine, and not the stand-in.")
  private @Nullable String consul;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      defaultValue = "user-service",
      description = "The service's name in Consul (default: ${DEFAULT-VALUE}).")
  private String service = "user-service";

  @Option(names = "--keep", description = "Stay up after the last step, until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures of every step to this file.")
  private @Nullable Path json;

  @Option(
      names = "--kubernetes",
      description =
          "Edit the policy with kubectl, in the current kubeconfig's cluster or in an API server of"
              + " the demo's own; the control plane runs here, as that cluster's operator.")
  private boolean kubernetes;

  @Option(names = "--home", hidden = true, description = "The checkout.")
  private Path home = Path.of("");

  /** Runs the demo; the exit status tells how it went. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new DemoCommand()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    ScheduledExecutorService ticker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "clock");
              thread.setDaemon(true);
              return thread;
            });
    Screen screen = new Screen(out, System.console() != null, ticker);
    Path operator = home.resolve("operator/target/quarkus-app/quarkus-run.jar");
    if (!Files.isRegularFile(operator)) {
      screen.print("the control plane is not built: " + operator + " is missing");
      return 2;
    }
    return run(screen, operator);
  }

  private int run(Screen screen, Path operator) throws InterruptedException {
    WorkFolder folder = WorkFolder.create();
    ConsulAgent agent = ConsulAgent.of(Optional.ofNullable(consul));
    Demo demo = new Demo(service, agent, folder, screen, Pace.WATCHED);
    Thread endAll = new Thread(demo::close, "end of the demo");
    Runtime.getRuntime().addShutdownHook(endAll);
    boolean held = false;
    try {
      screen.print(
          "Consul is " + (agent.isReal() ? "the agent" : "a stand-in") + " at " + agent.address());
      PolicyDraft policy = new PolicyDraft(service, 90, 10, 1);
      Fleet fleet = demo.start(operator, setup(demo, folder, screen), policy);
      RunReport report = demo.run(fleet, policy, DemoScript.steps());
      held = report.held();
      write(report);
      screen.print("\n" + verdict(report));
      if (keep) {
        stay(screen, fleet, agent, folder);
      }
      return held ? 0 : 1;
    } catch (RuntimeException e) {
      screen.print("\n✗ " + e.getMessage());
      return 2;
    } finally {
      demo.close();
      if (held || folder.hasNoLogs()) {
        folder.delete();
      } else {
        screen.print("  logs of all processes: " + folder.logs());
      }
    }
  }

  private Setup setup(Demo demo, WorkFolder folder, Screen screen) throws InterruptedException {
    return kubernetes
        ? new KubernetesSetup(home, demo.children(), folder.kubernetes(), screen).prepare()
        : Setup.standalone(folder.policies(), folder.state());
  }

  private static String verdict(RunReport report) {
    long held = report.steps().stream().filter(step -> step.held()).count();
    return String.format(
        Locale.ROOT,
        "%s %d of %d steps held; %,d of %,d calls failed; %.0f s",
        report.held() ? "✓" : "✗",
        held,
        DemoScript.steps().size(),
        report.failed(),
        report.calls(),
        report.seconds());
  }

  private void write(RunReport report) {
    if (json == null) {
      return;
    }
    try {
      Files.writeString(
          json,
          new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(report)
              + "\n");
    } catch (IOException e) {
      throw new DemoException("cannot write " + json + ": " + e.getMessage());
    }
  }

  private static void stay(Screen screen, Fleet fleet, ConsulAgent agent, WorkFolder folder)
      throws InterruptedException {
    String url = fleet.controlPlane().url();
    screen.print(
        """

        Everything stays up until Ctrl-C.
          %s: weights and pool sizes reach the client at once
          %s/stats                 what the control plane serves, and to whom
          %s/metrics               the same as metrics
          http://%s/v1/health/service/user-service
          GRPC_XDS_BOOTSTRAP=%s    for a client of your own, which dials xds:///user-service
          %s                       logs"""
            .formatted(
                fleet.policyTarget().howToEdit(),
                url,
                url,
                agent.address(),
                folder.bootstrap(),
                folder.logs()));
    new CountDownLatch(1).await();
  }
}
