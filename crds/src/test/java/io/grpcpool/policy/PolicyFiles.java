package io.grpcpool.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Stateless. The policies under {@code src/test/resources/policies} and what is said of them. */
final class PolicyFiles {

  private PolicyFiles() {}

  static Stream<Path> valid() {
    return in("valid");
  }

  static Stream<Path> invalid() {
    return in("invalid");
  }

  /** The rest of each line that begins with the mark. */
  static List<String> expectations(Path file, String mark) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(mark))
          .map(line -> line.substring(mark.length()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What reader and validator say of a file. */
  static List<String> complaints(Path file) {
    return PolicyReader.read(file) instanceof ReadResult.Read read
        ? read.policies().stream().flatMap(policy -> Documents.violations(policy).stream()).toList()
        : Documents.refusals(PolicyReader.read(file));
  }

  private static Stream<Path> in(String folder) {
    try {
      Path path =
          Path.of(
              Objects.requireNonNull(PolicyFiles.class.getResource("/policies/" + folder)).toURI());
      try (Stream<Path> files = Files.list(path)) {
        return files.sorted().toList().stream();
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
