package io.grpcpool.demo.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Immutable. The programs of an API server of one's own, where they are found. */
record ServerPrograms(Path etcd, Path apiServer, Path kubectl) {

  /**
   * Looks in the folder {@code k8s} of {@code GRPCPOOL_TEST_SERVERS}, then of kube-api-test's own
   * {@code ~/.kubeapitest}, for the newest version that has all three.
   */
  static Optional<ServerPrograms> find() {
    String named = System.getenv("GRPCPOOL_TEST_SERVERS");
    Path home = Path.of(System.getProperty("user.home"), ".kubeapitest");
    return Stream.of(named == null ? home : Path.of(named), home)
        .map(folder -> folder.resolve("k8s"))
        .filter(Files::isDirectory)
        .flatMap(folder -> versions(folder).stream())
        .map(
            folder ->
                new ServerPrograms(
                    folder.resolve("etcd"),
                    folder.resolve("kube-apiserver"),
                    folder.resolve("kubectl")))
        .filter(ServerPrograms::complete)
        .reduce((earlier, later) -> later);
  }

  /** kubectl on the path. */
  static Optional<Path> kubectlOnPath() {
    String path = System.getenv("PATH");
    return Stream.of((path == null ? "" : path).split(":"))
        .map(folder -> Path.of(folder, "kubectl"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private boolean complete() {
    return Stream.of(etcd, apiServer, kubectl).allMatch(Files::isExecutable);
  }

  private static List<Path> versions(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new KubernetesException(folder + " cannot be listed: " + e.getMessage());
    }
  }
}
