package io.grpcpool.it.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Thread-safe: each call is a process of its own. Runs the stock kubectl with one kubeconfig. */
public final class Kubectl {
  private static final long TIMEOUT_SECONDS = 90;

  private final Path program;
  private final Path kubeconfig;

  Kubectl(Path program, Path kubeconfig) {
    this.program = program;
    this.kubeconfig = kubeconfig;
  }

  /** A kubectl for what needs no cluster, {@code kustomize} for instance. */
  public static Kubectl offline(TestServers servers) {
    return new Kubectl(servers.program("kubectl"), Path.of("no-cluster.kubeconfig"));
  }

  /** What a finished kubectl left: its exit status and both outputs. */
  public record Result(int exit, String out, String err) {}

  /** The kubeconfig that is used, for other programs that act as the same user. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** Runs kubectl and returns its standard output without the last line end; it must succeed. */
  public String run(String... arguments) {
    return succeed(runWithInput("", arguments), arguments);
  }

  /** Applies a document given as text; it must succeed. */
  public String apply(String yaml, String... arguments) {
    List<String> all = new ArrayList<>(List.of("apply", "-f", "-"));
    all.addAll(List.of(arguments));
    String[] command = all.toArray(String[]::new);
    return succeed(runWithInput(yaml, command), command);
  }

  /** {@code kubectl edit} with sed in the place of the person's editor; it must succeed. */
  public String edit(String sedScript, String... arguments) throws IOException {
    Path editor = Files.createTempFile(kubeconfig.getParent(), "editor", ".sh");
    Files.writeString(editor, "#!/bin/sh\nexec sed -i '" + sedScript + "' \"$1\"\n");
    if (!editor.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + editor + " executable");
    }
    List<String> all = new ArrayList<>(List.of("edit"));
    all.addAll(List.of(arguments));
    String[] command = all.toArray(String[]::new);
    return succeed(runWith(Map.of("KUBE_EDITOR", editor.toString()), "", command), command);
  }

  /** Runs kubectl whatever comes of it. */
  public Result attempt(String... arguments) {
    return runWithInput("", arguments);
  }

  /** Runs kubectl with text on its standard input, whatever comes of it. */
  public Result runWithInput(String input, String... arguments) {
    return runWith(Map.of(), input, arguments);
  }

  private Result runWith(Map<String, String> environment, String input, String... arguments) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command(arguments));
      builder.environment().putAll(environment);
      Process process = builder.start();
      CompletableFuture<String> out =
          CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
      CompletableFuture<String> err =
          CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still running: kubectl " + String.join(" ", arguments));
      }
      return new Result(process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + program, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while kubectl ran", e);
    }
  }

  /** Starts a kubectl that goes on, {@code get -w} for instance; its output goes to the file. */
  public ServerProcess background(Path log, String... arguments) {
    return ServerProcess.start(log, Map.of(), command(arguments));
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.add("--kubeconfig=" + kubeconfig);
    command.addAll(List.of(arguments));
    return command;
  }

  private static String succeed(Result result, String... arguments) {
    if (result.exit() != 0) {
      throw new AssertionError(
          "kubectl %s: exit status %d%n%s%s"
              .formatted(String.join(" ", arguments), result.exit(), result.out(), result.err()));
    }
    return result.out().stripTrailing();
  }

  private static String read(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
