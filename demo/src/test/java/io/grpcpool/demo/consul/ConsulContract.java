package io.grpcpool.demo.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.grpcpool.demo.consul.ConsulHttp.Answer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The part of Consul's HTTP API that discovery and registration rely on. It holds for a real agent
 * and for the stand-in: a subclass names the agent.
 */
@Timeout(60)
public abstract class ConsulContract {
  private final String service = "contract-" + UUID.randomUUID();
  private final String id = service + "-1";
  private ConsulHttp consul = new ConsulHttp("http://127.0.0.1:1");

  /** The agent's URL, {@code http://HOST:PORT}. */
  protected abstract String baseUrl();

  @BeforeEach
  void connect() {
    consul = new ConsulHttp(baseUrl());
  }

  @AfterEach
  void leave() {
    consul.put("/v1/agent/service/deregister/" + id, "");
  }

  @Test
  void listsARegisteredInstanceWithItsMetaTagsAndWeights() {
    register(
        """
        {"ID": "%s", "Name": "%s", "Address": "10.0.0.7", "Port": 50051, "Tags": ["grpc"],
         "Meta": {"version": "1.4.0"}, "Weights": {"Passing": 10, "Warning": 2}}
        """);

    JsonObject listed = awaitOneEntry().getAsJsonObject("Service");

    assertThat(listed.get("ID").getAsString()).isEqualTo(id);
    assertThat(listed.get("Address").getAsString()).isEqualTo("10.0.0.7");
    assertThat(listed.get("Port").getAsInt()).isEqualTo(50051);
    assertThat(listed.getAsJsonArray("Tags")).extracting(JsonElement::getAsString).contains("grpc");
    assertThat(listed.getAsJsonObject("Meta").get("version").getAsString()).isEqualTo("1.4.0");
    assertThat(listed.getAsJsonObject("Weights").get("Passing").getAsInt()).isEqualTo(10);
    assertThat(listed.getAsJsonObject("Weights").get("Warning").getAsInt()).isEqualTo(2);
  }

  @Test
  void givesWeightOneWhereNoneIsRegistered() {
    register("{\"ID\": \"%s\", \"Name\": \"%s\", \"Port\": 1}");

    JsonObject weights = awaitOneEntry().getAsJsonObject("Service").getAsJsonObject("Weights");

    assertThat(weights.get("Passing").getAsInt()).isEqualTo(1);
    assertThat(weights.get("Warning").getAsInt()).isEqualTo(1);
  }

  @Test
  void answersAnUnknownServiceWithAnEmptyListAndAnIndexAboveZero() {
    Answer answer = consul.get("/v1/health/service/" + service);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.array()).isEmpty();
    assertThat(answer.index()).isPositive();
    assertThat(answer.header("X-Consul-KnownLeader")).isEqualTo("true");
    assertThat(answer.header("X-Consul-LastContact")).isEqualTo("0");
  }

  @Test
  void holdsAPollUntilTheServiceChanges() {
    registerTtl("passing");
    awaitStatus("passing");
    long index = settledIndex();

    CompletableFuture<Answer> poll =
        consul.poll("/v1/health/service/" + service + "?wait=10s&index=" + index);
    consul.put("/v1/agent/check/warn/service:" + id, "");

    assertThat(poll).succeedsWithin(Duration.ofSeconds(8));
    assertThat(poll.join().index()).isGreaterThan(index);
    assertThat(statusOf(poll.join().array())).isEqualTo("warning");
  }

  @Test
  void endsAPollWithTheSameIndexWhenNothingChanges() {
    registerTtl("passing");
    awaitStatus("passing");
    long index = settledIndex();

    Answer answer = consul.get("/v1/health/service/" + service + "?wait=1s&index=" + index);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.index()).isEqualTo(index);
    assertThat(answer.array()).hasSize(1);
  }

  @Test
  void wakesAPollOnTheNamesWhenOneAppears() {
    long index = consul.get("/v1/catalog/services").index();
    CompletableFuture<Answer> poll = consul.poll("/v1/catalog/services?wait=10s&index=" + index);

    register("{\"ID\": \"%s\", \"Name\": \"%s\", \"Port\": 1, \"Tags\": [\"grpc\"]}");

    assertThat(poll).succeedsWithin(Duration.ofSeconds(12));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> consul.get("/v1/catalog/services").object().has(service));
  }

  @ParameterizedTest
  @CsvSource({"pass, passing", "warn, warning", "fail, critical"})
  void takesTheReportOfATtlCheck(String report, String status) {
    registerTtl(status.equals("passing") ? "warning" : "passing");

    Answer answer = consul.put("/v1/agent/check/" + report + "/service:" + id, "");

    assertThat(answer.status()).isEqualTo(200);
    awaitStatus(status);
  }

  @Test
  void takesStatusAndOutputOfATtlCheckInOneUpdate() {
    registerTtl("passing");

    consul.put(
        "/v1/agent/check/update/service:" + id, "{\"Status\": \"critical\", \"Output\": \"full\"}");

    awaitStatus("critical");
  }

  @Test
  void turnsATtlCheckCriticalWhenNobodyReports() {
    register(
        "{\"ID\": \"%s\", \"Name\": \"%s\", \"Port\": 1,"
            + " \"Check\": {\"TTL\": \"1s\", \"Status\": \"passing\"}}");

    awaitStatus("critical");
  }

  @Test
  void marksAnInstanceInMaintenanceAndTakesTheMarkAway() {
    registerTtl("passing");
    awaitStatus("passing");

    consul.put("/v1/agent/service/maintenance/" + id + "?enable=true&reason=deploy", "");
    await().until(() -> hasCheck("_service_maintenance:" + id));

    consul.put("/v1/agent/service/maintenance/" + id + "?enable=false", "");
    await().until(() -> !hasCheck("_service_maintenance:" + id));
  }

  @Test
  void keepsMaintenanceThroughAPlainReRegistration() {
    registerTtl("passing");
    consul.put("/v1/agent/service/maintenance/" + id + "?enable=true", "");
    await().until(() -> hasCheck("_service_maintenance:" + id));

    registerTtl("passing");

    assertThat(hasCheck("_service_maintenance:" + id)).isTrue();
  }

  @Test
  void clearsMaintenanceWhenReRegistrationReplacesTheChecks() {
    registerTtl("passing");
    consul.put("/v1/agent/service/maintenance/" + id + "?enable=true", "");
    await().until(() -> hasCheck("_service_maintenance:" + id));

    consul.put(
        "/v1/agent/service/register?replace-existing-checks=true",
        "{\"ID\": \"%s\", \"Name\": \"%s\", \"Port\": 1}".formatted(id, service));

    await().until(() -> !hasCheck("_service_maintenance:" + id));
  }

  @Test
  void holdsAPollOnTheAgentsOwnServiceUntilItIsChangedOrGone() {
    registerTtl("passing");
    String hash = consul.get("/v1/agent/service/" + id).header("X-Consul-ContentHash");
    CompletableFuture<Answer> poll =
        consul.poll("/v1/agent/service/" + id + "?wait=10s&hash=" + hash);

    consul.put("/v1/agent/service/deregister/" + id, "");

    assertThat(poll).succeedsWithin(Duration.ofSeconds(12));
    assertThat(consul.get("/v1/agent/service/" + id).status()).isEqualTo(404);
  }

  @Test
  void takesADeregisteredInstanceOutOfTheCatalogue() {
    registerTtl("passing");
    awaitStatus("passing");

    consul.put("/v1/agent/service/deregister/" + id, "");

    await().until(() -> consul.get("/v1/health/service/" + service).array().isEmpty());
    await().until(() -> consul.get("/v1/catalog/service/" + service).array().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"ID": "x", "Port": 1}                                                     | 400
          {"ID": "x", "Name": "x", "Weights": {"Passing": 0, "Warning": 1}}          | 400
          {"ID": "x", "Name": "x", "Meta": {"not a key!": "v"}}                      | 400
          {"ID": "x", "Name": "x", "Address": "0.0.0.0"}                             | 400
          {"ID": "x", "Name": "x", "Check": {"GRPC": "127.0.0.1:1"}}                 | 400
          not json                                                                   | 400
          """)
  void refusesARegistrationThatIsWrong(String body, int status) {
    Answer answer = consul.put("/v1/agent/service/register", body);

    assertThat(answer.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/agent/service/deregister/nobody, 404",
    "/v1/agent/service/maintenance/nobody?enable=true, 404",
    "/v1/agent/check/pass/nobody, 404"
  })
  void saysThatAnInstanceOrCheckIsUnknown(String path, int status) {
    assertThat(consul.put(path, "").status()).isEqualTo(status);
  }

  @Test
  void knowsNoOtherDatacenter() {
    assertThat(consul.get("/v1/health/service/" + service + "?dc=elsewhere").status())
        .isEqualTo(500);
  }

  @Test
  void namesItsLeaderAndItself() {
    assertThat(consul.get("/v1/status/leader").body()).contains(":");
    assertThat(consul.get("/v1/agent/self").object().getAsJsonObject("Config").has("Version"))
        .isTrue();
  }

  private void register(String template) {
    Answer answer = consul.put("/v1/agent/service/register", template.formatted(id, service));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private void registerTtl(String status) {
    register(
        "{\"ID\": \"%s\", \"Name\": \"%s\", \"Port\": 1, \"Check\": {\"TTL\": \"1m\", \"Status\": \""
            + status
            + "\"}}");
  }

  private JsonObject awaitOneEntry() {
    await().until(() -> consul.get("/v1/health/service/" + service).array().size() == 1);
    return consul.get("/v1/health/service/" + service).array().get(0).getAsJsonObject();
  }

  private long settledIndex() {
    return consul.get("/v1/health/service/" + service).index();
  }

  private void awaitStatus(String status) {
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> statusOf(consul.get("/v1/health/service/" + service).array()).equals(status));
  }

  private boolean hasCheck(String checkId) {
    return awaitOneEntry().getAsJsonArray("Checks").asList().stream()
        .anyMatch(check -> check.getAsJsonObject().get("CheckID").getAsString().equals(checkId));
  }

  private static String statusOf(JsonArray entries) {
    return entries.asList().stream()
        .flatMap(entry -> entry.getAsJsonObject().getAsJsonArray("Checks").asList().stream())
        .map(JsonElement::getAsJsonObject)
        .filter(check -> !check.get("ServiceID").getAsString().isEmpty())
        .map(check -> check.get("Status").getAsString())
        .findFirst()
        .orElse("none");
  }
}
