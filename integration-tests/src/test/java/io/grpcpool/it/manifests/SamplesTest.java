package io.grpcpool.it.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.PolicyValidator;
import io.grpcpool.policy.ReadResult;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class SamplesTest {

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsAcceptedWithoutAWarning(Path file) {
    ReadResult result = PolicyReader.read(file);

    assertThat(result).isInstanceOf(ReadResult.Read.class);
    assertThat(((ReadResult.Read) result).policies())
        .isNotEmpty()
        .allSatisfy(policy -> assertThat(PolicyValidator.validate(policy)).isEmpty())
        .allSatisfy(policy -> assertThat(PolicyValidator.warnings(policy)).isEmpty());
  }

  private static Stream<Path> samples() {
    return Manifests.below("samples").stream().filter(file -> !file.endsWith("kustomization.yaml"));
  }
}
