package io.grpcpool.it.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A key that is spelt wrongly is ignored by kubectl's users until an outage; here it fails. */
@Timeout(30)
class ManifestsTest {

  @ParameterizedTest
  @MethodSource("objects")
  void everyKeyOfEveryManifestIsAFieldThatKubernetesKnows(Path file) {
    assertThat(Manifests.objects(Manifests.read(file)))
        .isNotEmpty()
        .allSatisfy(object -> assertThat(object).isNotInstanceOf(GenericKubernetesResource.class))
        .allSatisfy(object -> assertThat(UnknownFields.of(object)).isEmpty());
  }

  @Test
  void aMisspeltKeyIsFound() {
    Deployment deployment =
        (Deployment)
            Manifests.objects(
                    """
                    apiVersion: apps/v1
                    kind: Deployment
                    spec: {template: {spec: {containers: [{name: a, imagePullPolice: Always}]}}}
                    """)
                .get(0);

    assertThat(UnknownFields.of(deployment))
        .singleElement()
        .asString()
        .endsWith(".Containers[0].imagePullPolice");
  }

  private static Stream<Path> objects() {
    return Stream.of("crd", "base", "overlays", "components")
        .flatMap(folder -> Manifests.below(folder).stream())
        .filter(file -> !file.endsWith("kustomization.yaml"));
  }
}
