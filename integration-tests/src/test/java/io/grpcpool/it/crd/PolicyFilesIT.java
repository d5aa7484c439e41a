package io.grpcpool.it.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.it.manifests.Manifests;
import io.grpcpool.it.support.Kubectl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files that the module of the document judges with its validator, judged by the API server: a
 * file without an {@code # api:} line has a fault that only Java can see.
 */
@Timeout(120)
class PolicyFilesIT {
  private static final Path FILES = Manifests.CONFIG.resolve("../crds/src/test/resources/policies");
  private static final String MARK = "# api: ";

  @TempDir static Path folder;
  @AutoClose private static InstalledCrd crd;
  private static Kubectl kubectl;

  @BeforeAll
  static void start() {
    crd = InstalledCrd.start(folder);
    kubectl = crd.kubectl();
    kubectl.run("create", "namespace", "shop");
  }

  static Stream<Path> valid() throws IOException {
    return files("valid").stream();
  }

  static Stream<Path> refused() throws IOException {
    return files("invalid").stream().filter(file -> !expected(file).isEmpty());
  }

  static Stream<Path> seenByJavaAlone() throws IOException {
    return files("invalid").stream().filter(file -> expected(file).isEmpty());
  }

  @ParameterizedTest
  @MethodSource({"valid", "seenByJavaAlone"})
  void isTaken(Path file) {
    Kubectl.Result result = apply(file);

    assertThat(result.exit()).as(result.err()).isZero();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedWithFieldAndReason(Path file) {
    Kubectl.Result result = apply(file);

    assertThat(result.exit()).isNotZero();
    assertThat(result.err()).contains(expected(file));
  }

  private static Kubectl.Result apply(Path file) {
    return kubectl.attempt("apply", "--dry-run=server", "-f", file.toString());
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(FILES.resolve(folder))) {
      return files.sorted().toList();
    }
  }

  private static List<String> expected(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(MARK))
          .map(line -> line.substring(MARK.length()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
