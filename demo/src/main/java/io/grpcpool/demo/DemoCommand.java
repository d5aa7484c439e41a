package io.grpcpool.demo;

import io.grpcpool.demo.screen.Screen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
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
    if (!Files.isRegularFile(DemoSession.operatorJar(home))) {
      screen.print(
          "the control plane is not built: " + DemoSession.operatorJar(home) + " is missing");
      return 2;
    }

    DemoSession session =
        new DemoSession(home, screen, new DemoOptions(service, kubernetes, keep, json));
    return session.run(Optional.ofNullable(consul));
  }
}
