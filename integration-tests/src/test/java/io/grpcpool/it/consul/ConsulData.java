package io.grpcpool.it.consul;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Stateless. What a Consul agent of a test keeps on disk. */
final class ConsulData {
  private ConsulData() {}

  /**
   * Deletes it all, as when a node is replaced.
   *
   * @param folder the one that the agent was started with
   */
  static void wipe(Path folder) throws IOException {
    delete(folder.resolve("data"));
  }

  /** Deletes what checks last said, as when their time to live is over before the agent is back. */
  static void forgetChecks(Path folder) throws IOException {
    delete(folder.resolve("data/checks/state"));
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
