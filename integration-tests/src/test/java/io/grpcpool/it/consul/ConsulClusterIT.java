package io.grpcpool.it.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.it.support.ConsulAgent;
import io.grpcpool.it.support.TestServers;
import io.grpcpool.operator.discovery.consul.ConsulSettings;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three servers, of which some end and come back. */
@Timeout(180)
class ConsulClusterIT {
  @TempDir static Path folder;
  private static final List<ConsulAgent> SERVERS = new ArrayList<>();

  @BeforeAll
  static void startServers() throws IOException {
    for (String name : List.of("s1", "s2", "s3")) {
      Path own = Files.createDirectory(folder.resolve(name));
      SERVERS.add(ConsulAgent.startOneOfThree(TestServers.locate(), own, name, SERVERS));
    }
    SERVERS.forEach(ConsulAgent::awaitLeader);
  }

  @AfterAll
  static void stopServers() {
    SERVERS.forEach(ConsulAgent::kill);
  }

  @Test
  void keepsEndpointsWhileThereIsNoLeaderAndGoesOnWithTheNextOne() {
    ConsulApi api = new ConsulApi(SERVERS.get(0).address(), "");
    api.register("web", "web-1", 1001);
    try (Discovery discovery = discovery("web", SERVERS.get(0).address())) {
      discovery.awaitEndpoints(1);

      SERVERS.get(1).kill();
      SERVERS.get(2).kill();
      EndpointsView stale = discovery.await(view -> view.freshness() == Freshness.STALE);
      SERVERS.get(1).relaunch();
      SERVERS.get(2).relaunch();
      SERVERS.forEach(ConsulAgent::awaitLeader);
      api.register("web", "web-2", 1002);
      discovery.awaitEndpoints(2);

      assertThat(stale.detail()).startsWith("Consul");
      assertThat(discovery.views())
          .filteredOn(view -> view.freshness() != Freshness.UNKNOWN)
          .noneMatch(view -> view.endpoints().isEmpty());
    }
  }

  @Test
  void asksAnotherServerWhenTheOneThatItAskedIsGone() {
    ConsulAgent first = SERVERS.get(0);
    ConsulAgent second = SERVERS.get(1);
    ConsulApi api = new ConsulApi(second.address(), "");
    api.register("orders", "orders-1", 1001);
    try (Discovery discovery = discovery("orders", first.address() + "," + second.address())) {
      discovery.awaitEndpoints(1);

      first.kill();
      api.register("orders", "orders-2", 1002);
      EndpointsView grown = discovery.awaitEndpoints(2);
      first.restart();

      assertThat(grown.freshness()).isEqualTo(Freshness.FRESH);
    }
  }

  private static Discovery discovery(String service, String addresses) {
    return Discovery.of(service, ConsulSettings.defaults().withAddress(addresses));
  }
}
