package io.grpcpool.operator.policies.folder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Thread-safe: stateless but for the disk. Lists the policy files of one folder, not of those below
 * it; names that begin with a dot are not policies.
 */
final class PolicyFolder {

  private static final String PATTERN = "*.{yaml,yml,json}";

  private final Path folder;

  PolicyFolder(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  /**
   * The files as they are now, in the order of their names.
   *
   * @throws IOException when the folder cannot be listed; a file that goes meanwhile is left out
   */
  SortedMap<String, PolicyFile> list() throws IOException {
    SortedMap<String, PolicyFile> files = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, PATTERN)) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().startsWith(".")) {
          add(entry, files);
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }

  private static void add(Path entry, SortedMap<String, PolicyFile> files) throws IOException {
    try {
      PolicyFile file = PolicyFile.look(entry);
      files.put(file.name(), file);
    } catch (NoSuchFileException goneMeanwhile) {
      // As if it had been deleted a moment earlier.
    }
  }
}
