package io.grpcpool.it.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ecwid.consul.v1.ConsulClient;
import com.ecwid.consul.v1.agent.model.NewService;
import io.grpcpool.it.support.ConsulAgent;
import io.grpcpool.it.support.TestServers;
import io.grpcpool.operator.discovery.consul.ConsulSettings;
import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is registered becomes endpoints, and each change of it a new view within milliseconds. */
@Timeout(120)
class ConsulDiscoveryIT {
  /** Changes that come faster for long are bundled. */
  private static final Duration UNHURRIED = Duration.ofMillis(250);

  @TempDir static Path folder;
  @AutoClose private static ConsulAgent agent;
  private static ConsulApi api;

  @BeforeAll
  static void startConsul() {
    agent = ConsulAgent.start(TestServers.locate(), folder);
    api = new ConsulApi(agent.address(), "");
  }

  @Test
  void followsRegistrationAndDeregistration() {
    api.register("orders", "orders-1", 1001);
    try (Discovery discovery = Discovery.of("orders", settings())) {
      discovery.awaitEndpoints(1);

      api.register("orders", "orders-2", 1002);
      EndpointsView grown = discovery.awaitEndpoints(2);
      api.deregister("orders-1");
      EndpointsView shrunk = discovery.awaitEndpoints(1);

      assertThat(grown.endpoints()).extracting(Endpoint::port).containsExactly(1001, 1002);
      assertThat(shrunk.endpoints()).extracting(Endpoint::id).containsExactly("test/orders-2");
    }
  }

  @Test
  void followsStatesOfHealthAndTheirWeights() {
    api.register("stock", "stock-1", 1001, "\"Weights\":{\"Passing\":10,\"Warning\":3},");
    try (Discovery discovery = Discovery.of("stock", settings())) {
      EndpointsView passing = discovery.awaitHealth("stock-1", EndpointHealth.PASSING);

      api.check("stock-1", "warn");
      EndpointsView warning = discovery.awaitHealth("stock-1", EndpointHealth.WARNING);
      api.check("stock-1", "fail");
      EndpointsView critical = discovery.awaitHealth("stock-1", EndpointHealth.CRITICAL);

      assertThat(List.of(passing, warning, critical))
          .extracting(view -> view.endpoints().get(0).weight())
          .containsExactly(10L, 3L, 10L);
    }
  }

  @Test
  void tellsMaintenanceFromCritical() {
    api.register("mail", "mail-1", 1001);
    try (Discovery discovery = Discovery.of("mail", settings())) {
      discovery.awaitHealth("mail-1", EndpointHealth.PASSING);

      api.maintenance("mail-1", true);
      discovery.awaitHealth("mail-1", EndpointHealth.MAINTENANCE);
      api.maintenance("mail-1", false);

      discovery.awaitHealth("mail-1", EndpointHealth.PASSING);
    }
  }

  @Test
  void readsMetaTagsAndZone() {
    api.register(
        "users",
        "users-1",
        1001,
        "\"Tags\":[\"grpc\",\"team=shop\"],\"Meta\":{\"version\":\"1.4.0\",\"zone\":\"a\"},");
    try (Discovery discovery = Discovery.of("users", settings())) {
      Endpoint endpoint = discovery.awaitEndpoints(1).endpoints().get(0);

      assertThat(endpoint.labels()).containsEntry("version", "1.4.0");
      assertThat(endpoint.tags()).containsExactly("grpc", "team=shop");
      assertThat(endpoint.locality().zone()).isEqualTo("a");
      assertThat(endpoint.datacenter()).isEqualTo("dc1");
    }
  }

  @Test
  void leavesOutAndNamesWhatClientsWouldRefuse() {
    api.register("odd", "good", 1001);
    api.register("odd", "again", 1001);
    api.put(
        "/v1/agent/service/register",
        "{\"Name\":\"odd\",\"ID\":\"named\",\"Address\":\"odd.example\",\"Port\":80}");
    api.put("/v1/agent/service/register", "{\"Name\":\"odd\",\"ID\":\"portless\"}");
    try (Discovery discovery = Discovery.of("odd", settings())) {
      EndpointsView view = discovery.await(given -> given.problems().size() == 3);

      assertThat(view.endpoints()).extracting(Endpoint::id).containsExactly("test/again");
      assertThat(view.problems())
          .extracting(problem -> problem.id())
          .containsExactly("test/good", "test/named", "test/portless");
    }
  }

  @Test
  void discoversWhatIsRegisteredWithConsulApi() {
    NewService service = new NewService();
    service.setName("legacy");
    service.setId("legacy-1");
    service.setAddress("127.0.0.1");
    service.setPort(1001);
    service.setTags(List.of("version=1.0.0"));
    try (Discovery discovery = Discovery.of("legacy", settings())) {
      discovery.await(view -> view.freshness() == Freshness.FRESH && view.endpoints().isEmpty());

      new ConsulClient("127.0.0.1", agent.port()).agentServiceRegister(service);

      Endpoint endpoint = discovery.awaitEndpoints(1).endpoints().get(0);
      assertThat(endpoint.health()).isEqualTo(EndpointHealth.PASSING);
      assertThat(endpoint.weight()).isEqualTo(1);
      assertThat(endpoint.tags()).containsExactly("version=1.0.0");
    }
  }

  @Test
  void believesThatAServiceLeftAfterTheHoldDown() {
    api.register("others", "others-1", 1002);
    api.register("brief", "brief-1", 1001);
    try (Discovery discovery = Discovery.of("brief", settings())) {
      discovery.awaitEndpoints(1);

      long left = System.nanoTime();
      api.deregister("brief-1");
      EndpointsView held = discovery.awaitDetail("ConsulEmpty");
      discovery.awaitEndpoints(0);

      assertThat(held.endpoints()).hasSize(1);
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - left)).isGreaterThan(1000);
    }
  }

  /** Printed, and bounded loosely: the machine may be busy. */
  @Test
  void deliversAChangeOfHealthWithinMilliseconds() {
    api.register("fast", "fast-1", 1001);
    long[] micros = new long[100];
    try (Discovery discovery = Discovery.of("fast", settings())) {
      discovery.awaitHealth("fast-1", EndpointHealth.PASSING);
      for (int i = 0; i < micros.length; i++) {
        boolean down = i % 2 == 0;
        api.check("fast-1", down ? "fail" : "pass");
        long changed = System.nanoTime();
        discovery.awaitHealth("fast-1", down ? EndpointHealth.CRITICAL : EndpointHealth.PASSING);
        micros[i] = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - changed);
        await().pollDelay(UNHURRIED).until(() -> true);
      }
    }
    Arrays.sort(micros);
    System.out.printf(
        "consul change to view: p50 %.1f ms, p90 %.1f ms, max %.1f ms%n",
        micros[50] / 1e3, micros[90] / 1e3, micros[99] / 1e3);

    assertThat(micros[50]).isLessThan(TimeUnit.SECONDS.toMicros(1));
  }

  private static ConsulSettings settings() {
    return ConsulSettings.defaults().withAddress(agent.address());
  }
}
