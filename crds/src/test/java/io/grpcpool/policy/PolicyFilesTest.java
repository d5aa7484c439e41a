package io.grpcpool.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of {@code policies/invalid} says in its first lines what reader and validator say of it
 * ({@code # java:}) and what the API server says ({@code # api:}). The suite on a real API server
 * reads the same files.
 */
class PolicyFilesTest {

  static Stream<Path> valid() {
    return PolicyFiles.valid();
  }

  static Stream<Path> invalid() {
    return PolicyFiles.invalid();
  }

  @ParameterizedTest
  @MethodSource
  void valid(Path file) {
    assertThat(PolicyFiles.complaints(file)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void invalid(Path file) {
    List<String> expected = PolicyFiles.expectations(file, "# java: ");

    List<String> complaints = PolicyFiles.complaints(file);

    assertThat(expected).isNotEmpty();
    assertThat(complaints).hasSameSizeAs(expected);
    assertThat(expected)
        .allSatisfy(text -> assertThat(complaints).anyMatch(complaint -> complaint.contains(text)));
  }
}
