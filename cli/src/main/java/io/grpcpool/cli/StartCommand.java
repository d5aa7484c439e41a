package io.grpcpool.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Confined to the main thread. {@code grpcpool start}: runs the control plane as a process. */
@Command(
    name = "start",
    description =
        "Runs the control plane until Ctrl-C, with the flags that follow, such as --policies DIR"
            + " and --consul-addr HOST:PORT; \"start --help\" lists them.")
final class StartCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FLAG", description = "A flag of the control plane.")
  private List<String> flags = List.of();

  @Override
  public Integer call() {
    Path jar = Checkout.find().operatorJar();
    return JavaProcess.run(
        jar, List.of("@" + jar.resolveSibling("jvm.options"), "-Xmx256m"), flags);
  }
}
