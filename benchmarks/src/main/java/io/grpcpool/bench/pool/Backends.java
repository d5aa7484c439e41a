package io.grpcpool.bench.pool;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Confined to the benchmark's thread. The servers of a load, as a process. */
final class Backends implements AutoCloseable {

  private final Process process;
  private final List<Integer> ports;

  private Backends(Process process, List<Integer> ports) {
    this.process = process;
    this.ports = ports;
  }

  /**
   * Starts them and waits until they listen.
   *
   * @param servers how many
   * @param streams the limit of each connection; 0: none
   * @param millis how long a call takes
   */
  static Backends start(int servers, int streams, int millis) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xms512m",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                BackendMain.class.getName(),
                Integer.toString(servers),
                Integer.toString(streams),
                Integer.toString(millis))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader answers = process.inputReader(StandardCharsets.US_ASCII);
    String line = answers.readLine();
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("the servers did not come up");
    }
    return new Backends(process, Arrays.stream(line.split(" ")).map(Integer::valueOf).toList());
  }

  /** Where they listen, on 127.0.0.1. */
  List<Integer> ports() {
    return ports;
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
