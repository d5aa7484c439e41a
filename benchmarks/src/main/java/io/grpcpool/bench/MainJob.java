package io.grpcpool.bench;

import io.grpcpool.demo.consul.ConsulStandIn;
import io.grpcpool.demo.fleet.ControlPlane;
import io.grpcpool.demo.fleet.Setup;
import io.grpcpool.demo.process.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Confined to the main thread. Measures the main job and prints a table in Markdown. */
@Command(
    name = "main-job",
    mixinStandardHelpOptions = true,
    description = "Measures policy edits, health changes, starts and shares over loopback.")
final class MainJob implements Callable<Integer> {

  private static final LongSupplier NANO_TIME = System::nanoTime;

  @Option(names = "--edits", defaultValue = "60", description = "policy edits (60)")
  int edits;

  @Option(names = "--health-changes", defaultValue = "20", description = "health changes (20)")
  int healthChanges;

  @Option(names = "--starts", defaultValue = "5", description = "control plane starts (5)")
  int starts;

  @Option(names = "--calls", defaultValue = "100000", description = "calls of the share (100,000)")
  int calls;

  @Option(names = "--rate", defaultValue = "1000", description = "calls per second (1,000)")
  int rate;

  @Option(names = "--consul", description = "a Consul agent, HOST:PORT; else the stand-in")
  String consul = "";

  @Option(names = "--kubernetes", description = "as the operator of an API server of its own")
  boolean kubernetes;

  @Option(names = "--home", required = true, description = "the checkout")
  Path home = Path.of("");

  public static void main(String[] args) {
    System.exit(new CommandLine(new MainJob()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("grpcpool-bench");
    List<Row> rows = new ArrayList<>();
    try (Children children = new Children(Files.createDirectory(folder.resolve("logs")));
        ConsulStandIn standIn = ConsulStandIn.start(0);
        Mode mode =
            kubernetes ? Mode.kubernetes(home, children, folder) : Mode.standalone(folder)) {
      String agent = consul.isEmpty() ? standIn.address() : consul;
      Supplier<ControlPlane> controlPlanes = () -> controlPlane(children, mode.setup(), agent);
      rows.addAll(starts(controlPlanes, mode.name()));
      try (Scene scene =
          Scene.open(
              new Catalogue(agent),
              controlPlanes.get(),
              mode.setup().policyTarget(),
              rate,
              NANO_TIME)) {
        rows.addAll(new EditLatency(scene, edits, NANO_TIME).run(mode.name()));
        rows.add(new HealthLatency(scene, healthChanges, NANO_TIME).run(mode.name()));
        rows.addAll(new ShareAccuracy(scene, calls).run());
      }
    }
    System.out.println("| what | measured | aim |\n|---|---|---|");
    rows.forEach(row -> System.out.println(row.markdown()));
    return 0;
  }

  private List<Row> starts(Supplier<ControlPlane> controlPlanes, String mode)
      throws IOException, InterruptedException {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try {
      return new StartCost(
              controlPlanes, starts, new Pause(timer), new ReadyProbe(timer), NANO_TIME)
          .run(mode);
    } finally {
      timer.shutdownNow();
    }
  }

  private ControlPlane controlPlane(Children children, Setup setup, String agent) {
    List<String> flags = new ArrayList<>(setup.flags());
    flags.addAll(List.of("--consul-addr", agent));
    return new ControlPlane(
        children,
        home.resolve("operator/target/quarkus-app/quarkus-run.jar"),
        flags,
        setup.environment());
  }
}
