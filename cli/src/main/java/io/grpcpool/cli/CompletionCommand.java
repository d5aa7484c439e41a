package io.grpcpool.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Confined to the main thread. {@code grpcpool completion}: for {@code source <(…)} in a shell. */
@Command(
    name = "completion",
    description = "Prints a completion script for bash and zsh: source <(grpcpool completion)")
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("grpcpool", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
