package io.grpcpool.bench.xds;

import io.grpcpool.bench.xds.peer.PeerKind;
import io.grpcpool.bench.xds.peer.PeerMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Confined to the benchmark's thread. A server under measurement, as a process that is pinned to
 * one core.
 */
final class ServerProcess implements AutoCloseable {

  /** The same for every server. */
  static final List<String> JVM_FLAGS =
      List.of("-XX:+UseG1GC", "-Xms64m", "-Xmx3g", "-XX:MaxDirectMemorySize=1g");

  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;
  private final int plaintextPort;
  private final int tlsPort;

  private ServerProcess(Process process) throws IOException {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.US_ASCII);
    this.orders = process.outputWriter(StandardCharsets.US_ASCII);
    String ready = answers.readLine();
    // What the JVM itself prints, as its flight recorder does, comes first.
    while (ready != null && ready.startsWith("[")) {
      ready = answers.readLine();
    }
    if (ready == null || !ready.startsWith("ready ")) {
      throw new IOException("the server did not come up, it said: " + ready);
    }
    String[] words = ready.split(" ");
    plaintextPort = Integer.parseInt(words[1]);
    tlsPort = Integer.parseInt(words[2]);
  }

  /**
   * Starts a server and waits until it listens.
   *
   * @param core the processor that it may use
   * @param folder has the certificate, and takes the log
   * @param admitsAll whether Grpcpool's admission of new streams is out of the way
   */
  static ServerProcess start(PeerKind kind, int core, Path folder, boolean admitsAll)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), PeerMain.class.getName()));
    command.addAll(List.of(kind.name(), folder.toString(), Boolean.toString(admitsAll)));
    Path log = folder.resolve(kind.name() + ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      return new ServerProcess(process);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Gives an order and waits for its answer. */
  long order(Object... words) {
    List<String> line = new ArrayList<>();
    for (Object word : words) {
      line.add(word.toString());
    }
    try {
      orders.write(String.join(" ", line) + "\n");
      orders.flush();
      String answer = answers.readLine();
      if (answer == null || !answer.startsWith("ok ")) {
        throw new IOException("the server answered " + line + " with " + answer);
      }
      return Long.parseLong(answer.substring(3));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int plaintextPort() {
    return plaintextPort;
  }

  int tlsPort() {
    return tlsPort;
  }

  /** Time on processors since the start, in seconds; in steps of 10 ms. */
  double cpuSeconds() {
    return ProcFile.cpuSeconds(read("stat"));
  }

  /** Resident memory, in bytes. */
  long residentBytes() {
    return ProcFile.residentBytes(read("status"));
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
