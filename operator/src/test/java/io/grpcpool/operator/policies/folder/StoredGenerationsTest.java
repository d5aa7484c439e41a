package io.grpcpool.operator.policies.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.policy.GrpcPoolPolicySpec;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.ReadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generations across processes. */
class StoredGenerationsTest {

  private static final PolicyId SHOP = new PolicyId("default", "shop");

  @TempDir Path state;

  private StoredGenerations process() {
    return new StoredGenerations(state.resolve("state").resolve("generations.json"));
  }

  private static GrpcPoolPolicySpec spec(int weight) {
    return spec("version: '1', zone: a", weight);
  }

  private static GrpcPoolPolicySpec spec(String selector, int weight) {
    ReadResult.Read read =
        (ReadResult.Read)
            PolicyReader.read(
                "shop",
                """
                apiVersion: grpcpool.io/v1alpha1
                kind: GrpcPoolPolicy
                metadata: {name: shop}
                spec:
                  discovery: {consul: {service: shop}}
                  tracks: [{name: main, selector: {%s}, weight: %d}]
                """
                    .formatted(selector, weight));
    return read.policies().get(0).getSpec();
  }

  @Test
  void theSameContentHasTheSameGenerationInTheNextProcess() {
    StoredGenerations first = process();
    first.of(SHOP, spec(1));
    first.of(SHOP, spec(2));
    first.keep();

    assertThat(process().of(SHOP, spec(2))).isEqualTo(2);
  }

  @Test
  void contentThatChangedBetweenTwoProcessesHasTheNextGeneration() {
    StoredGenerations first = process();
    first.of(SHOP, spec(1));
    first.keep();

    assertThat(process().of(SHOP, spec(2))).isEqualTo(2);
  }

  @Test
  void goingBackToEarlierContentIsANewGeneration() {
    StoredGenerations generations = process();
    generations.of(SHOP, spec(1));
    generations.of(SHOP, spec(2));

    assertThat(generations.of(SHOP, spec(1))).isEqualTo(3);
  }

  @Test
  void earlierContentIsRememberedByTheGenerationThatItHad() {
    StoredGenerations first = process();
    first.of(SHOP, spec(1));
    first.of(SHOP, spec(2));
    first.keep();
    StoredGenerations second = process();

    assertThat(second.remembered(SHOP, spec(1))).isEqualTo(1);
    assertThat(second.of(SHOP, spec(2))).isEqualTo(2);
  }

  @Test
  void theOrderOfLabelsIsNotContent() {
    StoredGenerations generations = process();
    generations.of(SHOP, spec("version: '1', zone: a", 1));

    assertThat(generations.of(SHOP, spec("zone: a, version: '1'", 1))).isEqualTo(1);
  }

  @Test
  void beginsAtOneWhereTheFileCannotBeRead() throws IOException {
    Files.createDirectories(state.resolve("state"));
    Files.writeString(state.resolve("state").resolve("generations.json"), "not json");

    assertThat(process().of(SHOP, spec(1))).isEqualTo(1);
  }

  @Test
  void forgetsThePolicyThatWasCountedLongestAgoBeyondItsBound() {
    StoredGenerations generations = process();
    generations.of(SHOP, spec(1));
    generations.of(SHOP, spec(2));

    for (int i = 0; i < StoredGenerations.MOST; i++) {
      generations.of(new PolicyId("default", "p" + i), spec(1));
    }

    assertThat(generations.of(SHOP, spec(3))).isEqualTo(1);
  }
}
