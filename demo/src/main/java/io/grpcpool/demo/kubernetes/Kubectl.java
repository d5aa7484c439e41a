package io.grpcpool.demo.kubernetes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Thread-safe: each call is a process of its own. Runs kubectl. */
public final class Kubectl {
  private static final long TIMEOUT_SECONDS = 60;

  private final Path program;
  private final Optional<Path> kubeconfig;

  /**
   * @param program the kubectl to run
   * @param kubeconfig what it uses; empty: what it finds by itself
   */
  Kubectl(Path program, Optional<Path> kubeconfig) {
    this.program = program;
    this.kubeconfig = kubeconfig;
  }

  Optional<Path> kubeconfig() {
    return kubeconfig;
  }

  /**
   * Runs it to its end.
   *
   * @param input what it reads from its standard input
   * @return what it printed
   * @throws KubernetesException if its exit status is not 0, with what it said
   */
  String run(String input, String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    kubeconfig.ifPresent(file -> command.add("--kubeconfig=" + file));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new KubernetesException("kubectl " + arguments[0] + " does not end");
      }
      if (process.exitValue() != 0) {
        throw new KubernetesException("kubectl " + String.join(" ", arguments) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new KubernetesException("cannot run " + program + ": " + e.getMessage());
    }
  }
}
