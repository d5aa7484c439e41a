package io.grpcpool.it.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PolicyReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "policy.md");
  private static final Path RENDERED = Path.of("target", "policy-reference.md");

  /** Where this fails, copy the table from {@code target/policy-reference.md} into the page. */
  @Test
  void theReferencePageSaysWhatTheCrdSays() throws IOException {
    CustomResourceDefinition crd =
        Manifests.only(CustomResourceDefinition.class, "crd/grpcpoolpolicies.grpcpool.io.yaml");

    String rendered = PolicyReference.of(crd);

    Files.writeString(RENDERED, rendered);
    assertThat(Files.readString(PAGE)).contains(rendered);
  }
}
