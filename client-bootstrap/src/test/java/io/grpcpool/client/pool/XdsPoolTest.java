package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.grpc.Channel;
import io.grpcpool.client.GrpcPool;
import io.grpcpool.client.bootstrap.Bootstrap;
import io.grpcpool.xds.ResourceUpdate;
import io.grpcpool.xds.XdsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Confined to the test thread. The whole way: resources in a real xDS server, channels of the
 * facade, connections as the backends count them. grpc-java reads the bootstrap once per process,
 * so all tests share one server.
 */
@Timeout(180)
class XdsPoolTest {

  private static final XdsServer SERVER =
      XdsServer.builder()
          .plaintext(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .build();

  @BeforeAll
  static void serve() throws Exception {
    SERVER.start();
    Bootstrap.forServer("127.0.0.1:" + SERVER.port()).nodeId("xds-pool-test").build().install();
  }

  @AfterAll
  static void stop() throws Exception {
    GrpcPool.close(Duration.ofSeconds(5));
    SERVER.close();
  }

  @Test
  void followsAnEditOfTheClusterFromOneToFourAndBackUnderLoadWithoutAFailedCall() {
    try (TestBackend first = TestBackend.start();
        TestBackend second = TestBackend.start();
        Calls load =
            new Calls(channelTo("edited", Map.of(first.port(), 1, second.port(), 1), size(1)))) {
      load.keepCalling(8);
      load.awaitMore(300);
      assertThat(first.connections()).isEqualTo(1);

      SERVER.publish(ResourceUpdate.of(XdsResources.cluster("shop/edited/version=1", size(4))));
      eventually(() -> first.connections() == 4 && second.connections() == 4);
      load.awaitMore(300);
      SERVER.publish(ResourceUpdate.of(XdsResources.cluster("shop/edited/version=1", size(1))));
      load.awaitMore(300);
      eventually(() -> first.connections() == 1 && second.connections() == 1);

      load.stop();
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void sendsCallsByTheWeightsOfTheAssignment() {
    try (TestBackend light = TestBackend.start();
        TestBackend heavy = TestBackend.start();
        Calls load =
            new Calls(
                channelTo("weighted", Map.of(light.port(), 100, heavy.port(), 300), size(1)))) {
      eventually(() -> light.connections() == 1 && heavy.connections() == 1);
      Calls.one(GrpcPool.channel("weighted"));
      int lightBefore = light.calls();
      int before = light.calls() + heavy.calls();

      load.keepCalling(8);
      load.awaitMore(4_000);
      load.stop();

      double share =
          (double) (light.calls() - lightBefore) / (light.calls() + heavy.calls() - before);
      assertThat(share).isCloseTo(0.25, within(0.0025));
    }
  }

  @Test
  void refusesABadPolicyByNameAndKeepsTheOldOne() {
    try (TestBackend backend = TestBackend.start();
        Calls load = new Calls(channelTo("refused", Map.of(backend.port(), 1), size(2)))) {
      load.keepCalling(4);
      load.awaitMore(200);

      SERVER.publish(
          ResourceUpdate.of(
              XdsResources.cluster(
                  "shop/refused/version=1", "{\"connectionsPerEndpoint\": {\"max\": 1000}}")));
      eventually(() -> refusals().contains("connectionsPerEndpoint.max is 1000"));
      load.awaitMore(200);

      load.stop();
      assertThat(load.failures()).isEmpty();
      assertThat(backend.connections()).isEqualTo(2);
    }
  }

  @Test
  void drainsAnEmptyAssignmentAndServesAgainWhenItIsFilled() {
    String quickDrain =
        "{\"connectionsPerEndpoint\": {\"initial\": 1, \"min\": 1, \"max\": 1}, \"drainGrace\": \"0.2s\"}";
    try (TestBackend backend = TestBackend.start();
        Calls calls = new Calls(channelTo("emptied", Map.of(backend.port(), 1), quickDrain))) {
      Calls.one(GrpcPool.channel("emptied"));

      SERVER.publish(ResourceUpdate.of(XdsResources.endpoints("shop/emptied/version=1", Map.of())));
      eventually(() -> backend.connections() == 0);
      SERVER.publish(
          ResourceUpdate.of(
              XdsResources.endpoints("shop/emptied/version=1", Map.of(backend.port(), 1))));
      eventually(() -> backend.connections() == 1);

      calls.callOnce(10);
      calls.stop();
      assertThat(calls.failures()).isEmpty();
    }
  }

  @Test
  void namesThePoolAfterTheServiceAndTheRevision() {
    try (TestBackend backend = TestBackend.start()) {
      Calls.one(channelTo("named", Map.of(backend.port(), 1), size(1)));

      PoolStats stats = GrpcPool.pool("named").stats().get(0);

      assertThat(stats.name()).isEqualTo(new PoolName("named", "shop/named/version=1"));
      assertThat(stats.name().version()).isEqualTo("version=1");
      assertThat(stats.endpoints().get(0).address()).isEqualTo("127.0.0.1:" + backend.port());
    }
  }

  private static Channel channelTo(
      String service, Map<Integer, Integer> weightByPort, String poolPolicy) {
    String cluster = "shop/" + service + "/version=1";
    SERVER.publish(
        ResourceUpdate.of(
            XdsResources.listener(service, cluster),
            XdsResources.cluster(cluster, poolPolicy),
            XdsResources.endpoints(cluster, weightByPort)));
    return GrpcPool.channel(service);
  }

  private static String size(int connections) {
    return "{\"connectionsPerEndpoint\": {\"initial\": %1$d, \"min\": %1$d, \"max\": %1$d}, \"idleTimeout\": \"1800s\"}"
        .formatted(connections);
  }

  private static String refusals() {
    return SERVER.clients().stream()
        .map(client -> client.types().toString())
        .reduce("", String::concat);
  }
}
