package io.grpcpool.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.PolicyValidator;
import io.grpcpool.policy.ReadResult;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDraftTest {
  @ParameterizedTest
  @CsvSource({"90, 10, 1", "0, 100, 1", "100, 0, 4"})
  void isAPolicyThatTheControlPlaneTakes(int oldWeight, int newWeight, int connections) {
    PolicyDraft draft = new PolicyDraft("users", oldWeight, newWeight, connections);

    ReadResult result = PolicyReader.read("demo", draft.yaml());

    assertThat(result)
        .isInstanceOfSatisfying(
            ReadResult.Read.class,
            read -> {
              GrpcPoolPolicy policy = read.policies().get(0);
              assertThat(PolicyValidator.validate(policy)).isEmpty();
              assertThat(policy.getSpec().discovery().consul().service()).isEqualTo("users");
            });
  }

  @Test
  void knowsTheShareThatAWeightStandsFor() {
    PolicyDraft draft = new PolicyDraft("users", 30, 90, 1);

    assertThat(draft.share(PolicyDraft.NEW_VERSION)).isEqualTo(0.75);
    assertThat(draft.share(PolicyDraft.OLD_VERSION)).isEqualTo(0.25);
  }

  @Test
  void replacesItsFileAtOnceAndLeavesNothingBeside(@TempDir Path folder) throws Exception {
    PolicyFile file = new PolicyFile(folder);

    file.apply(new PolicyDraft("users", 90, 10, 1));
    file.apply(new PolicyDraft("users", 50, 50, 1));

    assertThat(folder).isDirectoryContaining("glob:**user-service.yaml");
    assertThat(folder.toFile().list()).hasSize(1);
    assertThat(Files.readString(folder.resolve("user-service.yaml"))).contains("weight: 50");
  }
}
