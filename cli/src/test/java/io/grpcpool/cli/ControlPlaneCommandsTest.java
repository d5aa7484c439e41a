package io.grpcpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ControlPlaneCommandsTest {
  private static final String STATS =
      """
      {"instance": "a", "version": "0.1.0", "mode": "standalone", "leader": true, "ready": true,
       "settings": [{"name": "policies", "value": "/etc/grpcpool", "source": "flag"}],
       "restartNeeded": ["grpcpool.xds.port", "grpcpool.http.port"],
       "policies": [
         {"namespace": "shop", "name": "user-service", "phase": "Stable", "accepted": true,
          "reason": "Accepted", "message": "", "targets": ["user-service", "user-service.shop"],
          "tracks": [
            {"name": "stable", "weight": 90, "effectiveBasisPoints": 9000,
             "endpoints": {"total": 2, "usable": 2}},
            {"name": "canary", "weight": 10, "effectiveBasisPoints": 1000,
             "endpoints": {"total": 2, "usable": 1}}],
          "endpoints": [
            {"id": "n/old-1", "address": "10.0.0.7", "port": 50051, "health": "PASSING",
             "weight": 1, "track": "stable", "zone": "a"},
            {"id": "n/new-1", "address": "fd00::1", "port": 50051, "health": "PASSING",
             "weight": 1, "track": "canary", "zone": ""}],
          "problems": [{"id": "n/new-2", "reason": "port 0"}],
          "conditions": [{"type": "Ready", "status": "True"}],
          "pool": {"initial": 1, "min": 1, "max": 8},
          "discovery": {"source": "consul", "freshness": "FRESH"},
          "clients": {"connected": 3, "synced": 2, "nacked": 1}},
         {"namespace": "shop", "name": "empty", "phase": "Degraded", "accepted": true,
          "targets": ["empty"], "reason": "Accepted",
          "conditions": [{"type": "Ready", "status": "False", "reason": "EndpointsUnavailable",
                          "message": "no endpoint"}],
          "tracks": [{"name": "main", "weight": 1, "effectiveBasisPoints": 10000,
                      "endpoints": {"total": 0, "usable": 0}}]}]}
      """;

  private final FakeControlPlane controlPlane = new FakeControlPlane();
  private String server = "";

  @BeforeEach
  void serve() {
    controlPlane
        .answers("/stats", 200, STATS)
        .answers(
            "/health/ready",
            200,
            "{\"status\":\"UP\",\"checks\":[{\"name\":\"policies\",\"status\":\"UP\"}]}");
    server = "--server=" + controlPlane.url();
  }

  @AfterEach
  void close() {
    controlPlane.close();
  }

  @Test
  void showsEachPolicyWithItsWeightsEndpointsAndClients() {
    Run run = Run.of("stats", server);

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("version 0.1.0, standalone, leader, ready")
        .contains(
            """
            POLICY             PHASE     WEIGHT                 READY  ENDPOINTS  CLIENTS  POOL  REASON
            shop/user-service  Stable    stable=90% canary=10%  True         3/4      2/3  1..8  Accepted
            shop/empty         Degraded  main=100%              False        0/0      0/0  –..–  EndpointsUnavailable: no endpoint
            """);
  }

  @Test
  void showsOnlyThePolicyThatIsAskedFor() {
    Run run = Run.of("stats", "--service", "user-service.shop", server);

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("shop/user-service").doesNotContain("shop/empty");
  }

  @Test
  void printsOnlyThePolicyThatIsAskedForAsJson() {
    Run run = Run.of("stats", "--service", "empty", "--output", "json", server);

    JsonObject stats = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(stats.getAsJsonArray("policies")).hasSize(1);
    assertThat(stats.get("version").getAsString()).isEqualTo("0.1.0");
  }

  @Test
  void printsAllOfItAlsoAsAProcessOfItsOwn() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Grpcpool.class.getName(),
                "endpoints",
                server)
            .start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("10.0.0.7:50051");
  }

  @Test
  void showsWhereEachSettingCameFrom() {
    assertThat(Run.of("stats", "--settings", server).out())
        .contains("policies  /etc/grpcpool  flag");
  }

  @Test
  void namesTheSettingsThatWaitForTheNextStart() {
    assertThat(Run.of("stats", "--settings", server).out())
        .endsWith("act at the next start: grpcpool.xds.port, grpcpool.http.port\n");
  }

  @Test
  void listsEndpointsAndTheOnesThatWereLeftOut() {
    Run run = Run.of("endpoints", "--service", "user-service.shop", server);

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("10.0.0.7:50051")
        .contains("[fd00::1]:50051")
        .contains("left out: port 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stats",
        "endpoints --service=user-service",
        "health",
        "health --service=user-service"
      })
  void printsJsonOnDemand(String command) {
    Run run = Run.of((command + " -o json " + server).split(" "));

    assertThat(run.status()).isZero();
    assertThat(JsonParser.parseString(run.out()).isJsonNull()).isFalse();
  }

  @Test
  void isHealthyWhenTheControlPlaneIsReady() {
    Run run = Run.of("health", server);

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains(": ready").contains("UP  policies");
  }

  @Test
  void isHealthyWhenEachTrackWithWeightHasAnEndpointThatTakesCalls() {
    Run run = Run.of("health", "--service", "user-service", server);

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("shop/user-service: healthy (discovery fresh)")
        .contains("canary  1 of 2  endpoints take calls");
  }

  @Test
  void isUnhealthyWhenATrackWithWeightHasNoEndpoint() {
    Run run = Run.of("health", "--service", "empty", server);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("a track with weight has no endpoint that takes calls");
  }

  @ParameterizedTest
  @ValueSource(strings = {"health", "stats", "endpoints"})
  void saysWhichPoliciesThereAreWhenTheOneAskedForIsNot(String command) {
    Run run = Run.of(command, "--service", "orders", server);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("has no policy for \"orders\"; it has: shop/user-service, shop/empty");
  }

  @Test
  void isNotReadyWhenTheControlPlaneSaysSo() {
    try (FakeControlPlane starting =
        new FakeControlPlane().answers("/health/ready", 503, "{\"status\":\"DOWN\"}")) {
      Run run = Run.of("health", "--server", starting.url());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).contains("not ready");
    }
  }

  @Test
  void saysWhereItLookedForAControlPlaneThatDoesNotAnswer() {
    String url = controlPlane.url();
    controlPlane.close();

    Run run = Run.of("stats", "--server", url);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("grpcpool stats: the control plane does not answer at " + url)
        .contains("--server");
  }

  @Test
  void saysThatSomethingElseAnswers() {
    try (FakeControlPlane other =
        new FakeControlPlane().answers("/stats", 200, "<html>hello</html>")) {
      Run run = Run.of("stats", "--server", other.url());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("is not a Grpcpool control plane");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://somewhere", "http://", "two words"})
  void refusesAServerThatIsNoUrl(String url) {
    Run run = Run.of("stats", "--server", url);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("--server: \"" + url + "\"");
  }
}
