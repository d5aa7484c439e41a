package io.grpcpool.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Confined to the test thread. An application that uses grpc-java alone gets nothing else with the
 * library.
 */
class LibraryDependenciesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.quarkus.runtime.Quarkus",
        "org.springframework.context.ApplicationContext",
        "io.fabric8.kubernetes.client.KubernetesClient",
        "com.ecwid.consul.v1.ConsulClient",
      })
  void bringsNoFramework(String type) {
    assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void needsMicrometerInThePackageForItAlone() throws IOException {
    Path classes =
        Path.of(GrpcPool.class.getProtectionDomain().getCodeSource().getLocation().getPath());

    try (Stream<Path> files = Files.walk(classes.resolve("io/grpcpool/client"))) {
      assertThat(files.filter(LibraryDependenciesTest::mentionsMicrometer))
          .isNotEmpty()
          .allMatch(file -> file.getParent().endsWith("metrics"));
    }
  }

  private static boolean mentionsMicrometer(Path file) {
    try {
      return Files.isRegularFile(file)
          && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
              .contains("io/micrometer");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
