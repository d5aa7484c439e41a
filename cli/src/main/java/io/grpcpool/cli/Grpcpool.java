package io.grpcpool.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Confined to the main thread. The {@code grpcpool} command and its subcommands. */
@Command(
    name = "grpcpool",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Version.class,
    description =
        "Connection pools, endpoint weights and canary shares for gRPC clients, over xDS.",
    footer = {
      "",
      "Exit status: 0 done, 1 not so or not possible, 2 wrong usage.",
    },
    subcommands = {
      DemoCommand.class,
      StartCommand.class,
      StatsCommand.class,
      HealthCommand.class,
      EndpointsCommand.class,
      ClientsCommand.class,
      XdsCommand.class,
      BootstrapCommand.class,
      LintCommand.class,
      VersionCommand.class,
      CompletionCommand.class
    })
public final class Grpcpool implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  /** Runs a command; the exit status tells how it went. */
  public static void main(String[] args) {
    PrintWriter out = writer(FileDescriptor.out);
    int status = commandLine().setOut(out).setErr(writer(FileDescriptor.err)).execute(args);
    out.flush();
    System.exit(status);
  }

  /**
   * The whole command line, as {@link #main} runs it; for tests of documents that show commands.
   */
  public static CommandLine commandLine() {
    CommandLine command = new CommandLine(new Grpcpool());
    command.setExecutionExceptionHandler(Grpcpool::failed);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    for (String passing : new String[] {"start", "demo"}) {
      Objects.requireNonNull(command.getSubcommands().get(passing))
          .setUnmatchedOptionsArePositionalParams(true);
    }
    return command;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult parseResult)
      throws Exception {
    if (failure instanceof CliException) {
      command
          .getErr()
          .println("grpcpool " + command.getCommandName() + ": " + failure.getMessage());
      return 1;
    }
    throw failure;
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
