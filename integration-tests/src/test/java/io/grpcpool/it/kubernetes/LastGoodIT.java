package io.grpcpool.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpcpool.it.support.Kubectl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is served stays served: through a bad edit, a lost API server, a deletion taken back. */
@Timeout(180)
class LastGoodIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Installation grpcpool;
  private Kubectl kubectl;

  @BeforeEach
  void install() {
    grpcpool = Installation.start(folder, Map.of());
    kubectl = grpcpool.kubectl();
  }

  @AfterEach
  void remove() {
    grpcpool.close();
  }

  @Test
  void anEditThatTakesAnotherPolicysNameIsNotAcceptedAndTheOldSpecIsServed() throws IOException {
    ready("older", Policies.forTarget("older", "orders"));
    ready("younger", Policies.forTarget("younger", "payments"));

    kubectl.apply(Policies.forTarget("younger", "orders"));

    kubectl.run("wait", "--for=condition=Accepted=False", "gpp/younger", "--timeout=30s");
    JsonNode younger = grpcpool.stats("default", "younger");
    assertThat(younger.path("reason").asText()).isEqualTo("TargetConflict");
    assertThat(younger.path("message").asText()).contains("orders").contains("default/older");
    await()
        .atMost(SOON)
        .until(
            () ->
                kubectl
                    .run("get", "events", "--field-selector=reason=TargetConflict", "-o", "name")
                    .contains("event/younger"));
    assertThat(younger.path("generation").asInt()).isEqualTo(2);
    assertThat(younger.path("servedGeneration").asInt()).isEqualTo(1);
  }

  @Test
  void aControlPlaneThatStartsServesTheOldSpecOfAPolicyThatIsNotAccepted() throws IOException {
    ready("older", Policies.forTarget("older", "orders"));
    ready("younger", Policies.forTarget("younger", "payments"));
    kubectl.apply(Policies.forTarget("younger", "orders"));
    kubectl.run("wait", "--for=condition=Accepted=False", "gpp/younger", "--timeout=30s");

    grpcpool.replaceControlPlane();

    await()
        .atMost(SOON)
        .until(
            () ->
                grpcpool
                    .stats("default", "younger")
                    .path("reason")
                    .asText()
                    .equals("TargetConflict"));
    JsonNode younger = grpcpool.stats("default", "younger");
    assertThat(younger.path("servedGeneration").asInt()).isEqualTo(1);
    assertThat(younger.path("targets").toString()).contains("payments.default");
    assertThat(kept("younger")).contains("\"target\":\"payments\"");
  }

  @Test
  void theOldSpecLeavesTheStatusWhenTheNewOneIsAccepted() {
    ready("older", Policies.forTarget("older", "orders"));
    ready("younger", Policies.forTarget("younger", "payments"));
    kubectl.apply(Policies.forTarget("younger", "orders"));
    await().atMost(SOON).until(() -> !kept("younger").isEmpty());

    kubectl.apply(Policies.forTarget("younger", "invoices"));

    await().atMost(SOON).until(() -> kept("younger").isEmpty());
  }

  @Test
  void aLostApiServerChangesNothingAndAnEditAfterItsReturnIsServed() throws IOException {
    ready("kept", Policies.split("kept", 90, 10));

    grpcpool.api().kill();
    assertThat(grpcpool.controlPlane().status("/health/live")).isEqualTo(200);
    assertThat(grpcpool.controlPlane().status("/health/ready")).isEqualTo(200);
    assertThat(shares("kept")).isEqualTo("9000 1000");
    grpcpool.api().restart();
    kubectl.apply(Policies.split("kept", 50, 50));

    await().atMost(SOON).until(() -> shares("kept").equals("5000 5000"));
    await()
        .atMost(SOON)
        .until(
            () ->
                kubectl
                    .run("get", "gpp/kept", "-o", "jsonpath={.status.observedGeneration}")
                    .equals("2"));
  }

  @Test
  void aDeletedPolicyIsServedOnForItsGrace() throws IOException {
    ready("deleted", Policies.split("deleted", 90, 10));

    kubectl.run("delete", "gpp/deleted");

    await()
        .atMost(SOON)
        .until(
            () ->
                grpcpool.stats("default", "deleted").path("phase").asText().equals("Terminating"));
    assertThat(shares("deleted")).isEqualTo("9000 1000");
  }

  private void ready(String name, String yaml) {
    kubectl.apply(yaml);
    kubectl.run("wait", "--for=condition=Ready", "gpp/" + name, "--timeout=30s");
  }

  private String kept(String name) {
    return kubectl.run("get", "gpp/" + name, "-o", "jsonpath={.status.lastAccepted.spec}");
  }

  private String shares(String name) throws IOException {
    JsonNode tracks = grpcpool.stats("default", name).path("tracks");
    return tracks.path(0).path("effectiveBasisPoints").asInt()
        + " "
        + tracks.path(1).path("effectiveBasisPoints").asInt();
  }
}
