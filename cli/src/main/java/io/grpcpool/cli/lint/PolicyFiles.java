package io.grpcpool.cli.lint;

import io.grpcpool.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Stateless. The files that a command line names; a folder stands for the YAML files in it. */
public final class PolicyFiles {
  private PolicyFiles() {}

  /**
   * The files, those of a folder in the order of their names.
   *
   * @throws CliException if a path does not exist, or a folder has no YAML file
   */
  public static List<Path> of(List<Path> paths) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(inFolder(path));
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        throw new CliException(path + ": no such file");
      }
    }
    return files;
  }

  private static List<Path> inFolder(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files =
          entries.filter(PolicyFiles::isYaml).filter(Files::isRegularFile).sorted().toList();
      if (files.isEmpty()) {
        throw new CliException(folder + ": no file in it ends in .yaml or .yml");
      }
      return files;
    } catch (IOException e) {
      throw new CliException(folder + ": cannot be listed: " + e.getMessage());
    }
  }

  private static boolean isYaml(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }
}
