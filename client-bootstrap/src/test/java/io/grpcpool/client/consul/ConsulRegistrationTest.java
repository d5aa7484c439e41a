package io.grpcpool.client.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpcpool.client.consul.ScriptedAgent.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a registration says to the agent, and when. */
@Timeout(60)
class ConsulRegistrationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ScriptedAgent agent = new ScriptedAgent();
  private final HealthStatusManager health = new HealthStatusManager();

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void registersNameAddressWeightsMetaAndTags() {
    try (ConsulRegistration registration =
        agent.web().version("1.4.0").zone("a").weights(10, 3).tags("grpc").failFast().start()) {
      JsonObject sent = registered();

      assertThat(registration.id()).isEqualTo("web-1");
      assertThat(sent.get("Name").getAsString()).isEqualTo("web");
      assertThat(sent.get("Address").getAsString()).isEqualTo("10.0.0.7");
      assertThat(sent.get("Port").getAsInt()).isEqualTo(50051);
      assertThat(sent.get("Weights")).hasToString("{\"Passing\":10,\"Warning\":3}");
      assertThat(sent.get("Meta")).hasToString("{\"version\":\"1.4.0\",\"zone\":\"a\"}");
      assertThat(sent.get("Tags")).hasToString("[\"grpc\"]");
    }
  }

  @Test
  void asksForAGrpcCheckThatStartsPassing() {
    ConsulCheck check = ConsulCheck.grpc(Duration.ofSeconds(5)).withService("shop.Web");
    try (ConsulRegistration registration = agent.web().check(check).failFast().start()) {
      JsonObject sent = registered().getAsJsonObject("Check");

      assertThat(registration.registered()).isTrue();
      assertThat(sent.get("GRPC").getAsString()).isEqualTo("10.0.0.7:50051/shop.Web");
      assertThat(sent.get("Interval").getAsString()).isEqualTo("5000ms");
      assertThat(sent.get("Status").getAsString()).isEqualTo("passing");
      assertThat(sent.get("FailuresBeforeCritical").getAsInt()).isEqualTo(2);
      assertThat(sent.get("DeregisterCriticalServiceAfter").getAsString()).isEqualTo("600s");
    }
  }

  @Test
  void writesIpv6InBracketsForTheCheck() {
    try (ConsulRegistration registration = agent.web().address("2001:db8::7").failFast().start()) {
      assertThat(registration.registered()).isTrue();
      assertThat(registered().getAsJsonObject("Check").get("GRPC").getAsString())
          .isEqualTo("[2001:db8::7]:50051");
    }
  }

  @Test
  void replacesTheChecksOfAnEarlierLife() {
    try (ConsulRegistration registration = agent.web().failFast().start()) {
      assertThat(registration.registered()).isTrue();
      assertThat(agent.lines().get(0))
          .isEqualTo("PUT /v1/agent/service/register?replace-existing-checks=true");
    }
  }

  @Test
  void registersAgainWhenTheAgentHasLostIt() {
    try (ConsulRegistration registration = agent.web().failFast().start()) {
      agent.answersHashQuery(404);

      await().atMost(PATIENCE).until(() -> agent.requests("/service/register").size() == 2);
      await().atMost(PATIENCE).until(registration::registered);
    }
  }

  @Test
  void goesOnWatchingAfterAnErrorWithoutRegisteringAgain() {
    try (ConsulRegistration registration = agent.web().failFast().start()) {
      agent.answersHashQuery(500);

      await().atMost(PATIENCE).until(() -> agent.requests("hash=h1").size() == 2);
      assertThat(registration.registered()).isTrue();
      assertThat(agent.requests("/service/register")).hasSize(1);
    }
  }

  @Test
  void registersLaterWhenTheAgentRefusesAtFirst() {
    agent.answersRegistrations(500);
    try (ConsulRegistration registration = agent.web().start()) {
      await().atMost(PATIENCE).until(() -> agent.requests("/service/register").size() >= 2);
      assertThat(registration.registered()).isFalse();

      agent.answersRegistrations(200);

      await().atMost(PATIENCE).until(registration::registered);
    }
  }

  @Test
  void throwsWhenAskedToAndTheAgentRefuses() {
    agent.answersRegistrations(403);

    assertThatThrownBy(() -> agent.web().failFast().start())
        .isInstanceOf(ConsulRegistrationException.class)
        .hasMessage("cannot register web-1 in Consul: HTTP 403 status 403");
  }

  @Test
  void sendsHeartbeatsOfTheServersHealth() {
    health.setStatus("", ServingStatus.NOT_SERVING);
    ConsulCheck check = ConsulCheck.ttl(Duration.ofMillis(300));
    try (ConsulRegistration registration =
        agent.web().check(check).health(health).failFast().start()) {
      awaitHeartbeat("{\"Status\":\"critical\",\"Output\":\"not serving\"}");

      health.setStatus("", ServingStatus.SERVING);

      awaitHeartbeat("{\"Status\":\"passing\",\"Output\":\"serving\"}");
      assertThat(registration.registered()).isTrue();
    }
  }

  @Test
  void registersAgainWhenTheAgentHasLostTheCheck() {
    agent.answersHeartbeats(404);
    ConsulCheck check = ConsulCheck.ttl(Duration.ofMillis(300));
    try (ConsulRegistration registration = agent.web().check(check).failFast().start()) {
      await().atMost(PATIENCE).until(() -> agent.requests("/service/register").size() >= 2);
      assertThat(registration.registered()).isTrue();
    }
  }

  @Test
  void showsTheTokenOfTheFileAsItIsNow(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    try (ConsulRegistration registration = agent.web().tokenFile(file).failFast().start()) {
      assertThat(registration.registered()).isTrue();
      Files.writeString(file, "second");
    }

    assertThat(agent.requests("/register")).extracting(Request::token).containsExactly("first");
    assertThat(agent.requests("/deregister")).extracting(Request::token).containsExactly("second");
    assertThat(agent.lines()).noneMatch(line -> line.contains("first"));
  }

  @Test
  void leavesInTheOrderThatLosesNoCall() throws Exception {
    Server server = serving();
    ConsulRegistration registration =
        agent.web().drainDelay(Duration.ofMillis(200)).grace(Duration.ZERO).failFast().start();

    registration.stop(server, health);
    registration.stop(server, health);

    assertThat(agent.lines())
        .filteredOn(line -> line.startsWith("PUT"))
        .extracting(line -> line.replaceAll("\\?.*", ""))
        .containsExactly(
            "PUT /v1/agent/service/register",
            "PUT /v1/agent/service/maintenance/web-1",
            "PUT /v1/agent/service/deregister/web-1");
    assertThat(server.isTerminated()).isTrue();
    assertThat(ServerHealth.of(health, "").serving()).isFalse();
  }

  @Test
  void servesUntilTheDrainDelayIsOver() throws Exception {
    Server server = serving();
    ConsulRegistration registration =
        agent.web().drainDelay(Duration.ofSeconds(1)).grace(Duration.ZERO).failFast().start();
    Thread stopping = new Thread(() -> stop(registration, server));

    stopping.start();
    await().atMost(PATIENCE).until(() -> agent.requests("/maintenance/").size() == 1);
    boolean shutDown = server.isShutdown();
    stopping.join();

    assertThat(shutDown).isFalse();
    assertThat(server.isShutdown()).isTrue();
  }

  private void awaitHeartbeat(String body) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                agent.requests("/check/update/").stream()
                    .anyMatch(request -> request.body().equals(body)));
  }

  private JsonObject registered() {
    return JsonParser.parseString(agent.requests("/service/register").get(0).body())
        .getAsJsonObject();
  }

  private void stop(ConsulRegistration registration, Server server) {
    try {
      registration.stop(server, health);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Server serving() throws IOException {
    return NettyServerBuilder.forAddress(
            new InetSocketAddress("127.0.0.1", 0), InsecureServerCredentials.create())
        .addService(health.getHealthService())
        .build()
        .start();
  }
}
