package io.grpcpool.operator.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.name.Seniority;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.ReadResult;
import io.grpcpool.policy.status.LastAccepted;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The spec that status keeps while a later one is refused. */
class KeptSpecsTest {

  private static PolicyDocument document(long generation, String endpoints) {
    ReadResult.Read read =
        (ReadResult.Read)
            PolicyReader.read(
                "shop",
                """
                apiVersion: grpcpool.io/v1alpha1
                kind: GrpcPoolPolicy
                metadata: {name: shop, namespace: default}
                spec:
                  discovery: {static: {endpoints: [%s]}}
                  tracks: [{name: main}]
                """
                    .formatted(endpoints));
    GrpcPoolPolicy policy = read.policies().get(0);
    policy.getMetadata().setGeneration(generation);
    return new PolicyDocument(
        new PolicyId("default", "shop"), generation, policy, Seniority.ofPath("shop", 0), "file");
  }

  private static PolicyDocument document(long generation) {
    return document(generation, "{address: 10.0.0.1, port: 50051}");
  }

  @Test
  void isRestoredAsItWasServed() {
    PolicyDocument served = document(1);
    LastAccepted kept = KeptSpecs.of(served).orElseThrow();

    PolicyDocument restored = KeptSpecs.restore(kept, document(2, "")).orElseThrow();

    assertThat(restored.generation()).isEqualTo(1);
    assertThat(restored.policy().getSpec()).isEqualTo(served.policy().getSpec());
    assertThat(restored.policy().getMetadata().getGeneration()).isEqualTo(1);
    assertThat(restored.id()).isEqualTo(served.id());
  }

  @Test
  void isNotRestoredOnceItIsThePresentGeneration() {
    LastAccepted kept = KeptSpecs.of(document(2)).orElseThrow();

    assertThat(KeptSpecs.restore(kept, document(2))).isEmpty();
  }

  @Test
  void isNotKeptWhereItIsLarge() {
    String many =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "{address: 10.0.%d.%d, port: 50051}".formatted(i / 256, i % 256))
            .collect(Collectors.joining(","));

    assertThat(KeptSpecs.of(document(1, many))).isEmpty();
  }

  @Test
  void whatIsNotASpecIsIgnored() {
    LastAccepted broken = new LastAccepted(1L, Map.of("tracks", "none"));

    assertThat(KeptSpecs.restore(broken, document(2))).isEmpty();
  }
}
