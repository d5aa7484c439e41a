package io.grpcpool.cli;

import com.google.gson.Gson;
import io.grpcpool.cli.lint.Finding;
import io.grpcpool.cli.lint.Finding.Severity;
import io.grpcpool.cli.lint.PolicyFiles;
import io.grpcpool.cli.lint.PolicyLint;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Confined to the main thread. {@code grpcpool lint}: judges policy files without a control plane.
 */
@Command(
    name = "lint",
    description = {
      "Checks policy files as the control plane would, alone and together.",
      "Exit status: 0 if it would take them all, 1 if not."
    },
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Policy files, or folders of them.")
  private List<Path> paths = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json (default: ${DEFAULT-VALUE}).")
  private ServerOptions.Output output = ServerOptions.Output.table;

  @Option(names = "--strict", description = "Warnings count as errors.")
  private boolean strict;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Path> files = PolicyFiles.of(paths);
    PolicyLint lint = new PolicyLint();
    files.forEach(lint::add);
    List<Finding> findings = lint.findings();
    long errors = count(findings, Severity.ERROR);
    long warnings = count(findings, Severity.WARNING);

    PrintWriter out = spec.commandLine().getOut();
    if (output == ServerOptions.Output.json) {
      out.println(ServerOptions.pretty(new Gson().toJsonTree(findings)));
    } else {
      findings.forEach(finding -> out.println(line(finding)));
      out.printf(
          Locale.ROOT,
          "%s, %s: %s, %s%n",
          counted(files.size(), "file", "files"),
          counted(lint.policies(), "policy", "policies"),
          counted(errors, "error", "errors"),
          counted(warnings, "warning", "warnings"));
    }
    return errors > 0 || strict && warnings > 0 ? 1 : 0;
  }

  private static long count(List<Finding> findings, Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  private static String line(Finding finding) {
    String policy = finding.policy().isEmpty() ? "" : finding.policy() + ": ";
    String severity = finding.severity().name().toLowerCase(Locale.ROOT);
    return finding.file() + ": " + severity + ": " + policy + finding.message();
  }

  private static String counted(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
