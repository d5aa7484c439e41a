package io.grpcpool.it.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Immutable. Finds the programs that the suites run: {@code etcd}, {@code kube-apiserver}, {@code
 * kubectl} and {@code consul}.
 *
 * <p>Looked at in this order: the folder of the system property {@code grpcpool.testServers}, that
 * of the environment variable {@code GRPCPOOL_TEST_SERVERS}, the folder that fabric8's
 * kube-api-test keeps its binaries in ({@code KUBE_API_TEST_DIR}, else {@code ~/.kubeapitest}), and
 * PATH. A folder is searched to a depth of {@value #DEPTH}, the highest path first, so that of
 * several versions the newest wins.
 */
public final class TestServers {
  static final String PROPERTY = "grpcpool.testServers";
  static final String VARIABLE = "GRPCPOOL_TEST_SERVERS";
  private static final int DEPTH = 4;

  private final List<Path> folders;
  private final List<Path> path;

  private TestServers(List<Path> folders, List<Path> path) {
    this.folders = List.copyOf(folders);
    this.path = List.copyOf(path);
  }

  /** Looks where this process' system properties and environment say. */
  public static TestServers locate() {
    return from(System.getProperties(), System.getenv());
  }

  static TestServers from(Properties properties, Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    Optional.ofNullable(properties.getProperty(PROPERTY))
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .ifPresent(folders::add);
    Optional.ofNullable(environment.get(VARIABLE))
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .ifPresent(folders::add);
    folders.add(
        Optional.ofNullable(environment.get("KUBE_API_TEST_DIR"))
            .map(Path::of)
            .orElseGet(() -> Path.of(properties.getProperty("user.home", ""), ".kubeapitest")));
    List<Path> path =
        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(entry -> !entry.isBlank())
            .map(Path::of)
            .toList();
    return new TestServers(folders, path);
  }

  /**
   * The program of that name.
   *
   * @throws MissingServerException where no folder has it; its message names every place looked at
   */
  public Path program(String name) {
    return Stream.concat(
            folders.stream().map(folder -> newestBelow(folder, name)),
            path.stream().map(folder -> Optional.of(folder.resolve(name))))
        .flatMap(Optional::stream)
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .orElseThrow(() -> new MissingServerException(name, folders));
  }

  private static Optional<Path> newestBelow(Path folder, String name) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> file.getFileName().toString().equals(name) && Files.isRegularFile(file))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot search " + folder, e);
    }
  }
}
