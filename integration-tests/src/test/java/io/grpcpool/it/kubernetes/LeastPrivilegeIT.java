package io.grpcpool.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.it.manifests.Manifests;
import io.grpcpool.it.support.ApiServer;
import io.grpcpool.it.support.ControlPlane;
import io.grpcpool.it.support.Kubectl;
import io.grpcpool.it.support.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The roles of {@code config/}, judged by the API server itself. */
@Timeout(180)
class LeastPrivilegeIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static ApiServer api;
  private static Kubectl admin;

  @BeforeAll
  static void install() {
    api = ApiServer.start(TestServers.locate(), folder);
    admin = api.admin();
    admin.run("apply", "-k", Manifests.CONFIG.resolve("overlays/default").toString());
    admin.run("create", "namespace", "grpcpool");
    admin.run("apply", "-k", Manifests.CONFIG.resolve("overlays/namespaced").toString());
  }

  @AfterAll
  static void remove() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "grpcpool-system, update, grpcpoolpolicies.grpcpool.io, no",
    "grpcpool-system, delete, grpcpoolpolicies.grpcpool.io, no",
    "grpcpool-system, list, secrets, no",
    "grpcpool-system, get, configmaps, no",
    "grpcpool-system, list, pods, yes",
    "grpcpool-system, create, tokenreviews.authentication.k8s.io, yes",
    "grpcpool, list, pods, no",
    "grpcpool, create, tokenreviews.authentication.k8s.io, no",
    "grpcpool, list, grpcpoolpolicies.grpcpool.io, no",
  })
  void inAnotherNamespaceTheAccountMay(
      String account, String verb, String resource, String expected) {
    String token = admin.run("create", "token", "grpcpool", "-n", account);

    Kubectl.Result answer =
        api.kubectl("asked", token).attempt("auth", "can-i", verb, resource, "-n", "default");

    assertThat(answer.out().strip()).isEqualTo(expected);
  }

  @Test
  void theNamespacedInstallServesItsOwnNamespaceAndHearsOfNoOther() throws Exception {
    admin.apply(Policies.split("mine", 90, 10), "-n", "grpcpool");
    admin.apply(Policies.split("theirs", 90, 10), "-n", "default");

    try (ControlPlane controlPlane =
        Installation.controlPlane(
            api, folder, "grpcpool", Map.of("GRPCPOOL_NAMESPACES", "grpcpool"))) {
      admin.run("wait", "--for=condition=Ready", "gpp/mine", "-n", "grpcpool", "--timeout=30s");
      await().atMost(SOON).until(() -> controlPlane.status("/health/ready") == 200);

      assertThat(controlPlane.stats().path("policies"))
          .extracting(policy -> policy.path("name").asText())
          .containsExactly("mine");
      assertThat(controlPlane.process().output()).doesNotContain("forbidden");
    }
  }
}
