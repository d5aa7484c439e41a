package io.grpcpool.it.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.it.support.ConsulAgent;
import io.grpcpool.it.support.TestServers;
import io.grpcpool.operator.discovery.consul.ConsulSettings;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While Consul is down, restarted, leaderless or wiped, endpoints stay as they were. */
@Timeout(180)
class ConsulOutageIT {
  private final TestServers servers = TestServers.locate();
  @TempDir Path folder;

  @Test
  void keepsEndpointsWhileTheAgentIsKilledAndRestarted() {
    try (ConsulAgent agent = ConsulAgent.start(servers, folder)) {
      ConsulApi api = new ConsulApi(agent.address(), "");
      api.register("web", "web-1", 1001);
      try (Discovery discovery = Discovery.of("web", settings(agent))) {
        discovery.awaitEndpoints(1);

        agent.kill();
        EndpointsView stale = discovery.awaitDetail("ConsulUnavailable");
        agent.restart();
        discovery.awaitEndpoints(1);
        api.register("web", "web-2", 1002);
        discovery.awaitEndpoints(2);

        assertThat(stale.freshness()).isEqualTo(Freshness.STALE);
        assertThat(known(discovery)).noneMatch(view -> view.endpoints().isEmpty());
      }
    }
  }

  @Test
  void keepsEndpointsWhenTheCatalogueComesBackEmpty() throws IOException {
    try (ConsulAgent agent = ConsulAgent.start(servers, folder)) {
      ConsulApi api = new ConsulApi(agent.address(), "");
      api.register("web", "web-1", 1001);
      api.register("web", "web-2", 1002);
      try (Discovery discovery = Discovery.of("web", settings(agent))) {
        discovery.awaitEndpoints(2);

        agent.kill();
        ConsulData.wipe(folder);
        agent.restart();
        discovery.awaitDetail("ConsulCatalogLost");
        api.register("web", "web-1", 1001);
        EndpointsView half = discovery.awaitDetail("ConsulIndexRegressed");
        api.register("web", "web-2", 1002);
        discovery.awaitEndpoints(2);

        assertThat(half.endpoints()).hasSize(2);
        assertThat(known(discovery)).allMatch(view -> view.endpoints().size() == 2);
      }
    }
  }

  @Test
  void keepsEndpointsWhenTheServersAreSetBackToASnapshot() {
    try (ConsulAgent agent = ConsulAgent.start(servers, folder)) {
      ConsulApi api = new ConsulApi(agent.address(), "");
      api.registerOutside("web", "web-1", 1001);
      byte[] snapshot = api.snapshot();
      api.registerOutside("web", "web-2", 1002);
      try (Discovery discovery = Discovery.of("web", settings(agent))) {
        discovery.awaitEndpoints(2);

        api.restore(snapshot);
        EndpointsView stale = discovery.awaitDetail("ConsulIndexRegressed");
        api.registerOutside("web", "web-2", 1002);
        discovery.awaitEndpoints(2);

        assertThat(stale.endpoints()).hasSize(2);
      }
    }
  }

  @Test
  void staysUnknownWithoutALeader() {
    try (ConsulAgent agent = ConsulAgent.startWithoutLeader(servers, folder);
        Discovery discovery = Discovery.of("web", settings(agent))) {
      EndpointsView view = discovery.awaitDetail("ConsulUnavailable");

      assertThat(view.freshness()).isEqualTo(Freshness.UNKNOWN);
    }
  }

  @Test
  void isFreshOnceConsulIsUpThoughItWasDownAtTheStart() {
    try (ConsulAgent agent = ConsulAgent.start(servers, folder)) {
      new ConsulApi(agent.address(), "").register("web", "web-1", 1001);
      agent.kill();
      try (Discovery discovery = Discovery.of("web", settings(agent))) {
        discovery.awaitDetail("ConsulUnavailable");

        agent.restart();

        discovery.awaitEndpoints(1);
        assertThat(known(discovery)).noneMatch(view -> view.endpoints().isEmpty());
      }
    }
  }

  private static List<EndpointsView> known(Discovery discovery) {
    return discovery.views().stream()
        .filter(view -> view.freshness() != Freshness.UNKNOWN)
        .toList();
  }

  private static ConsulSettings settings(ConsulAgent agent) {
    return ConsulSettings.defaults().withAddress(agent.address());
  }
}
