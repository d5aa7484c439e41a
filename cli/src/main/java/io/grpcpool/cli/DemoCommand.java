package io.grpcpool.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Confined to the main thread. {@code grpcpool demo}: runs the demo as a process. */
@Command(
    name = "demo",
    description =
        "Shows the main job on this machine in under three minutes, with the flags that follow;"
            + " \"demo --help\" lists them.")
final class DemoCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FLAG", description = "A flag of the demo.")
  private List<String> flags = List.of();

  @Override
  public Integer call() {
    Checkout checkout = Checkout.find();
    checkout.operatorJar();
    List<String> arguments = new ArrayList<>(List.of("--home", checkout.home().toString()));
    arguments.addAll(flags);
    return JavaProcess.run(checkout.demoJar(), List.of("-Xmx256m"), arguments);
  }
}
