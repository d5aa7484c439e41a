package io.grpcpool.operator.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.envoyproxy.envoy.service.status.v3.ClientStatusDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.envoyproxy.envoy.service.status.v3.ConfigStatus;
import io.grpcpool.operator.http.debug.XdsDebugRoutes;
import io.grpcpool.operator.http.stats.Stats.PolicyStats;
import io.grpcpool.operator.http.stats.StatsReader.Identity;
import io.grpcpool.operator.settings.Resolution.Resolved;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.settings.SettingsInput;
import io.grpcpool.operator.settings.SettingsReload;
import io.grpcpool.operator.settings.SettingsResolver;
import io.grpcpool.policy.status.Condition;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people see of a client that accepts and of one that refuses: the same on each way. */
@Timeout(120)
class ClientVisibilityTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path policies;
  @TempDir Path state;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();
  private final List<RawXdsClient> answered = new ArrayList<>();
  private Settings settings;
  private ControlPlane controlPlane;
  private HttpServer http;

  @BeforeEach
  void start() throws Exception {
    writePolicy("");
    Map<SettingKey, String> flags =
        Map.of(
            SettingKey.POLICIES, policies.toString(),
            SettingKey.STATE, state.toString(),
            SettingKey.XDS_PORT, "0");
    SettingsInput input = new SettingsInput(flags, Map.of(), Map.of(), Map.of());
    settings = ((Resolved) SettingsResolver.resolve(input)).settings();
    SingleThreads threads = new SingleThreads();
    controlPlane =
        new ControlPlane(
            settings, Map.of(), new StandalonePlatform(settings, threads), meters, threads);
    controlPlane.start();
    Router router = Router.router(vertx);
    new XdsDebugRoutes(controlPlane.debug()).register(router);
    http =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
  }

  private void writePolicy(String more) throws IOException {
    Files.writeString(
        policies.resolve("shop.yaml"),
        """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: shop}
        spec:
          discovery: {static: {endpoints: [{address: 127.0.0.1, port: 50051}]}}
          tracks: [{name: main}]
        %s
        """
            .formatted(more));
  }

  @AfterEach
  void stop() throws Exception {
    answered.forEach(RawXdsClient::close);
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    controlPlane.close();
  }

  @Test
  void theStatusNamesTheClientThatRefusesAndItsWordsOnOneLine() {
    try (RawXdsClient good = client("web-1");
        RawXdsClient bad = client("web-2")) {
      good.accept();
      bad.refuse("no such filter\nERROR forged line");

      await().atMost(SOON).until(() -> synced().reason().equals("Nacked"));

      assertThat(synced().status()).isEqualTo("False");
      assertThat(synced().message())
          .contains("1/2 clients", "1 refuse it", "web-2: no such filter ERROR forged line");
      assertThat(condition("Ready").reason()).isEqualTo("XdsNotSynced");
    }
  }

  @Test
  void theStatusBoundsTheWordsOfARefusal() {
    try (RawXdsClient bad = client("web-2")) {
      bad.refuse("x".repeat(100_000));

      await().atMost(SOON).until(() -> synced().reason().equals("Nacked"));

      assertThat(synced().message().length()).isLessThan(2_000);
    }
  }

  @Test
  void thePagesAndCsdsTellTheSameOfARefusal() {
    try (RawXdsClient bad = client("web-2")) {
      bad.refuse("no such filter");
      await().atMost(SOON).until(() -> !get("clients?nacked=true").path("clients").isEmpty());

      JsonNode resource = get("clients").at("/clients/0/types/0/resources/0");
      var config =
          ClientStatusDiscoveryServiceGrpc.newBlockingStub(bad.channel())
              .fetchClientStatus(ClientStatusRequest.getDefaultInstance())
              .getConfig(0)
              .getGenericXdsConfigs(0);

      assertThat(resource.path("status").asText()).isEqualTo("ERROR");
      assertThat(config.getConfigStatus()).isEqualTo(ConfigStatus.ERROR);
      assertThat(resource.at("/refusal/message").asText())
          .isEqualTo(config.getErrorState().getDetails())
          .isEqualTo("no such filter");
      assertThat(resource.at("/refusal/version").asText())
          .isEqualTo(config.getErrorState().getVersionInfo())
          .isEqualTo(resource.path("sentVersion").asText());
      assertThat(get("syncz").at("/clients/0/types/0/status").asText()).isEqualTo("ERROR");
      assertThat(get("resources?name=shop").at("/resources/0/refusals/0/node").asText())
          .isEqualTo("web-2");
    }
  }

  @Test
  void pushesNameThePolicyItsGenerationAndTheTimeToTheLastAcknowledgement() throws Exception {
    try (RawXdsClient good = client("web-1")) {
      good.accept();
      writePolicy("  resilience: {timeout: 5s}");
      good.accept();

      await().atMost(SOON).until(() -> push().path("state").asText().equals("ACKNOWLEDGED"));

      assertThat(push().path("policy").asText()).isEqualTo("default/shop");
      assertThat(push().path("generation").asLong()).isEqualTo(2);
      assertThat(push().path("streams").asInt()).isOne();
      assertThat(push().path("versions").has("Listener/shop")).isTrue();
      assertThat(push().path("lastAcknowledgementMillis").isNumber()).isTrue();
    }
  }

  /** Has its answer before the next connects: pages are in the order of the connections. */
  private void answered(String node, String target) {
    RawXdsClient client = new RawXdsClient(controlPlane.xdsPort(), node, target);
    answered.add(client);
    client.accept();
  }

  @Test
  void filtersByPolicyAndSaysWhichPagesFollow() {
    answered("web-1", "shop");
    answered("web-2", "shop");
    answered("job-1", "elsewhere");

    JsonNode first = get("clients?service=default/shop&limit=1");
    JsonNode second = get("clients?service=shop&limit=1&after=" + first.path("next").asLong());

    assertThat(first.path("matching").asInt()).isEqualTo(2);
    assertThat(first.at("/clients/0/node").asText()).isEqualTo("web-1");
    assertThat(second.at("/clients/0/node").asText()).isEqualTo("web-2");
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(get("syncz?node=job").at("/clients/0/node").asText()).isEqualTo("job-1");
  }

  @Test
  void saysWhatIsWrongWithAQuery() throws Exception {
    assertThat(ask("clients?limit=0").statusCode()).isEqualTo(400);
    assertThat(ask("clients?limit=0").body()).contains("limit is 0; allowed: 1 to 1000");
    assertThat(ask("clients?nodes=a").body()).contains("nodes: unknown parameter");
    assertThat(ask("clients?service=nobody").body()).contains("no policy is called");
  }

  @Test
  void measuresSourcesAndPlanning() {
    await().atMost(SOON).until(() -> push().path("policy").asText().equals("default/shop"));

    assertThat(meters.get("xds.source.events").tag("source", "policy").counter().count()).isOne();
    assertThat(meters.get("xds.debounce").timers()).isNotEmpty();
    assertThat(meters.get("xds.source.synced").tag("source", "static").gauge().value()).isOne();
    assertThat(meters.get("xds.last.good.active").tag("source", "static").gauge().value()).isZero();
    assertThat(
            meters
                .get("grpcpool.track.requests")
                .tags("policy", "default/shop", "track", "main", "outcome", "issued")
                .functionCounter()
                .count())
        .isZero();
  }

  private RawXdsClient client(String node) {
    return new RawXdsClient(controlPlane.xdsPort(), node, "shop");
  }

  private Condition synced() {
    return condition("XdsSynced");
  }

  private Condition condition(String type) {
    Identity identity = new Identity("test", "0");
    PolicyStats policy =
        controlPlane.stats(identity, () -> SettingsReload.none(settings)).read().policies().get(0);
    return policy.conditions().stream()
        .filter(condition -> type.equals(condition.type()))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode push() {
    return get("pushes").at("/pushes/0");
  }

  private JsonNode get(String page) {
    try {
      return new ObjectMapper().readTree(ask(page).body());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> ask(String page) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + http.actualPort() + "/debug/xds/" + page);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
