package io.grpcpool.it.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.it.support.ConsulAgent;
import io.grpcpool.it.support.TestServers;
import io.grpcpool.operator.discovery.consul.ConsulSettings;
import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A restarted agent writes its checks critical without a word; that takes nobody out. */
@Timeout(180)
class RestartedAgentIT {
  @TempDir Path folder;
  private ConsulAgent agent;
  private ConsulApi api;

  @BeforeEach
  void startConsul() {
    agent = ConsulAgent.start(TestServers.locate(), folder);
    api = new ConsulApi(agent.address(), "");
  }

  @AfterEach
  void stopConsul() {
    agent.close();
  }

  @Test
  void keepsAnInstanceWhoseHeartbeatsTheAgentForgot() throws IOException {
    api.register("web", "web-1", 1001);
    say("warn", "starting");
    say("pass", "serving");
    try (Discovery discovery = discovery("web")) {
      discovery.awaitHealth("web-1", EndpointHealth.PASSING);

      agent.kill();
      ConsulData.forgetChecks(folder);
      agent.restart();
      awaitInCatalogue("critical");
      api.register("web", "web-2", 1002);
      EndpointsView seen = discovery.awaitEndpoints(2);
      api.check("web-1", "pass");
      awaitInCatalogue("passing");
      api.check("web-1", "fail");
      discovery.awaitHealth("web-1", EndpointHealth.CRITICAL);

      assertThat(seen.endpoints())
          .filteredOn(endpoint -> endpoint.id().endsWith("web-1"))
          .extracting(Endpoint::health)
          .containsExactly(EndpointHealth.PASSING);
    }
  }

  @Test
  void keepsAnInstanceThatTheAgentHasNotProbedYet() {
    api.put("/v1/agent/service/register", probed(agent.port(), "60s"));
    try (Discovery discovery = discovery("web")) {
      discovery.awaitHealth("web-1", EndpointHealth.PASSING);

      agent.kill();
      agent.restart();
      awaitInCatalogue("critical");
      api.register("web", "web-2", 1002);
      EndpointsView seen = discovery.awaitEndpoints(2);

      assertThat(seen.endpoints())
          .extracting(Endpoint::health)
          .containsOnly(EndpointHealth.PASSING);
    }
  }

  @Test
  void believesAProbeThatFailsAtOnce() throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (Discovery discovery = discovery("web")) {
      api.put("/v1/agent/service/register", probed(server.getLocalPort(), "1s"));
      discovery.awaitHealth("web-1", EndpointHealth.PASSING);

      server.close();
      awaitInCatalogue("critical");
      long critical = System.nanoTime();
      discovery.awaitHealth("web-1", EndpointHealth.CRITICAL);

      assertThat(Duration.ofNanos(System.nanoTime() - critical)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void believesAHeartbeatThatStaysAwayAtOnce() {
    try (Discovery discovery = discovery("web")) {
      api.put(
          "/v1/agent/service/register",
          """
          {"Name":"web","ID":"web-1","Address":"127.0.0.1","Port":1001,
           "Check":{"CheckID":"check-web-1","TTL":"3s","Status":"passing"}}""");
      discovery.awaitHealth("web-1", EndpointHealth.PASSING);

      awaitInCatalogue("TTL expired");
      long expired = System.nanoTime();
      discovery.awaitHealth("web-1", EndpointHealth.CRITICAL);

      assertThat(Duration.ofNanos(System.nanoTime() - expired)).isLessThan(Duration.ofSeconds(1));
    }
  }

  private void say(String state, String note) {
    api.put("/v1/agent/check/" + state + "/check-web-1?note=" + note, "");
    awaitInCatalogue(note);
  }

  /** An instance that the agent tries to connect to. */
  private static String probed(int port, String interval) {
    return """
        {"Name":"web","ID":"web-1","Address":"127.0.0.1","Port":%d,
         "Check":{"CheckID":"check-web-1","TCP":"127.0.0.1:%d","Interval":"%s",
                  "Status":"passing"}}"""
        .formatted(port, port, interval);
  }

  /** Waits until the catalogue says that of the instance's own check. */
  private void awaitInCatalogue(String text) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> api.get("/v1/health/checks/web").contains(text));
  }

  private Discovery discovery(String service) {
    return Discovery.of(service, ConsulSettings.defaults().withAddress(agent.address()));
  }
}
