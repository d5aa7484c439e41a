package io.grpcpool.it.manifests;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Stateless. The files of {@code config/} and the objects in them. */
public final class Manifests {
  /** The folder, from the module's own. */
  public static final Path CONFIG = Path.of("..", "config");

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private Manifests() {}

  /** Every YAML file below a folder of {@code config/}, in path order. */
  static List<Path> below(String folder) {
    try (Stream<Path> files = Files.walk(CONFIG.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects of a text with one or more YAML documents. */
  static List<HasMetadata> objects(String yaml) {
    return Stream.of(yaml.split("(?m)^---\\s*$"))
        .filter(
            document -> document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#")))
        .map(document -> (HasMetadata) SERIALIZATION.unmarshal(document))
        .toList();
  }

  /** The only object of a type in a file. */
  static <T extends HasMetadata> T only(Class<T> type, String file) {
    List<T> found =
        objects(read(CONFIG.resolve(file))).stream()
            .filter(type::isInstance)
            .map(type::cast)
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(
          file + " has " + found.size() + " objects of " + type.getSimpleName());
    }
    return found.get(0);
  }
}
