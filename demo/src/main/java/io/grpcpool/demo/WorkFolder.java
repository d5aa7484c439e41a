package io.grpcpool.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Immutable: it names folders. Where a run keeps its policy, state, bootstrap and logs. */
record WorkFolder(Path root) {
  static WorkFolder create() {
    try {
      WorkFolder folder = new WorkFolder(Files.createTempDirectory("grpcpool-demo-"));
      Files.createDirectories(folder.policies());
      Files.createDirectories(folder.state());
      Files.createDirectories(folder.logs());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder", e);
    }
  }

  Path policies() {
    return root.resolve("policies");
  }

  Path state() {
    return root.resolve("state");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path kubernetes() {
    return root.resolve("kubernetes");
  }

  Path bootstrap() {
    return root.resolve("bootstrap.json");
  }

  /** Whether no process was started that would have written one. */
  boolean hasNoLogs() {
    String[] files = logs().toFile().list();
    return files == null || files.length == 0;
  }

  void delete() {
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + root, e);
    }
  }
}
