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
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server without an agent on its node writes into the catalogue of Consul's servers. */
@Timeout(60)
class AgentlessRegistrationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ScriptedAgent servers = new ScriptedAgent();
  private final HealthStatusManager health = new HealthStatusManager();

  @AfterEach
  void close() {
    servers.close();
  }

  @Test
  void registersANodeOfItsOwnWithTheServiceAndItsCheck() {
    try (ConsulRegistration registration = web().version("1.4.0").failFast().start()) {
      JsonObject sent = writtenFirst();

      assertThat(registration.registered()).isTrue();
      assertThat(sent.get("Node").getAsString()).isEqualTo("vm-7");
      assertThat(sent.get("Address").getAsString()).isEqualTo("10.0.0.7");
      assertThat(sent.get("NodeMeta")).hasToString("{\"external-node\":\"true\"}");
      assertThat(sent.getAsJsonObject("Service").get("Service").getAsString()).isEqualTo("web");
      assertThat(sent.getAsJsonObject("Service").get("Meta"))
          .hasToString("{\"version\":\"1.4.0\"}");
      assertThat(sent.getAsJsonObject("Check").get("ServiceID").getAsString()).isEqualTo("web-1");
      assertThat(sent.getAsJsonObject("Check").get("Status").getAsString()).isEqualTo("passing");
    }
  }

  @Test
  void clearsAMaintenanceMarkOfAnEarlierLifeFirst() {
    try (ConsulRegistration registration = web().failFast().start()) {
      assertThat(registration.registered()).isTrue();
      assertThat(servers.requests("PUT").get(0).line()).isEqualTo("PUT /v1/catalog/deregister");
      assertThat(servers.requests("PUT").get(0).body())
          .isEqualTo("{\"Node\":\"vm-7\",\"CheckID\":\"_service_maintenance:web-1\"}");
    }
  }

  @Test
  void refusesTheNodeOfARealAgentWhichWouldRemoveTheService() {
    servers.answersNodeChecks("[{\"Node\":\"vm-7\",\"CheckID\":\"serfHealth\"}]");

    assertThatThrownBy(() -> web().failFast().start())
        .isInstanceOf(ConsulRegistrationException.class)
        .hasMessageContaining("node vm-7 is a real agent's");
    assertThat(servers.requests("PUT")).isEmpty();
  }

  @Test
  void keepsItsCheckItselfAsNobodyProbesIt() {
    health.setStatus("", ServingStatus.NOT_SERVING);
    try (ConsulRegistration registration = web().health(health).failFast().start()) {
      assertThat(statuses()).containsOnly("critical");

      health.setStatus("", ServingStatus.SERVING);

      await().atMost(PATIENCE).until(() -> statuses().contains("passing"));
      assertThat(registration.registered()).isTrue();
    }
  }

  @Test
  void isMarkedThenForgottenWhenItLeaves() throws Exception {
    Server server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress("127.0.0.1", 0), InsecureServerCredentials.create())
            .build()
            .start();
    ConsulRegistration registration =
        web().drainDelay(Duration.ZERO).grace(Duration.ZERO).failFast().start();
    int before = servers.requests("PUT").size();

    registration.stop(server, health);

    List<ScriptedAgent.Request> last = servers.requests("PUT");
    assertThat(last.get(last.size() - 2).body())
        .contains("_service_maintenance:web-1", "\"Status\":\"critical\"");
    assertThat(last.get(last.size() - 1).body())
        .isEqualTo("{\"Node\":\"vm-7\",\"ServiceID\":\"web-1\"}");
    assertThat(last.size()).isGreaterThanOrEqualTo(before + 2);
  }

  @Test
  void needsAnAddressAsThereIsNoAgentWhoseOwnCouldBeUsed() {
    assertThatThrownBy(() -> web().address("").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("address: must be given");
  }

  private List<String> statuses() {
    return servers.requests("/v1/catalog/register").stream()
        .map(request -> JsonParser.parseString(request.body()).getAsJsonObject())
        .map(sent -> sent.getAsJsonObject("Check").get("Status").getAsString())
        .toList();
  }

  private JsonObject writtenFirst() {
    return JsonParser.parseString(servers.requests("/v1/catalog/register").get(0).body())
        .getAsJsonObject();
  }

  private ConsulRegistrationBuilder web() {
    return ConsulRegistration.builder("web")
        .id("web-1")
        .agent(servers.address())
        .agentless("vm-7")
        .address("10.0.0.7")
        .port(50051)
        .check(ConsulCheck.ttl(Duration.ofMillis(300)));
  }
}
