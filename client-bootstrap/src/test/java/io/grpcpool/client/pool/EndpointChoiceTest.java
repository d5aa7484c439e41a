package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. Which backend answers, on real channels. */
@Timeout(180)
class EndpointChoiceTest {

  private static final Metadata.Key<String> USER =
      Metadata.Key.of("x-user-id", Metadata.ASCII_STRING_MARSHALLER);

  private final TestBackend first = start();
  private final TestBackend second = start();
  private final TestBackend third = start();

  @AfterEach
  void stop() {
    first.close();
    second.close();
    third.close();
  }

  @Test
  void sendsAllCallsOfOneUserToOneEndpoint() {
    try (TestEndpoints endpoints = open(Map.of("policy", "RingHash", "metadata", "x-user-id"))) {
      assertThat(answeredBy(endpoints, "ann")).hasSize(1);
    }
  }

  @Test
  void spreadsUsersOverTheEndpoints() {
    try (TestEndpoints endpoints = open(Map.of("policy", "RingHash", "metadata", "x-user-id"))) {
      assertThat(
              IntStream.range(0, 60)
                  .mapToObj(i -> Calls.one(as("user-" + i, endpoints)))
                  .distinct())
          .hasSize(3);
    }
  }

  @Test
  void keepsAUserWhereItIsWhenAnotherEndpointGoes() {
    try (TestEndpoints endpoints = open(Map.of("policy", "RingHash", "metadata", "x-user-id"))) {
      Map<String, Integer> before = ports(endpoints);

      endpoints.setEndpoints(first.endpoint(1), second.endpoint(1));
      eventually(() -> endpoints.stats().endpoints().size() == 2);

      Map<String, Integer> stayed = new HashMap<>(before);
      stayed.values().removeIf(port -> port == third.port());
      assertThat(ports(endpoints)).containsAllEntriesOf(stayed);
    }
  }

  @Test
  void leavesTheChoiceToTheApplicationsOwnWay() {
    try (TestEndpoints endpoints = open(Map.of("policy", "Custom", "name", "highest-port"))) {
      int highest = Math.max(first.port(), Math.max(second.port(), third.port()));

      assertThat(answeredBy(endpoints, "ann")).containsExactly(highest);
    }
  }

  @Test
  void goesByWeightWhereTheApplicationHasNoSuchWay() {
    try (TestEndpoints endpoints = open(Map.of("policy", "Custom", "name", "unheard-of"))) {
      assertThat(answeredBy(endpoints, "ann")).hasSize(3);
    }
  }

  @Test
  void goesByWeightForACallThatTheApplicationsOwnWayFails() {
    try (TestEndpoints endpoints = open(Map.of("policy", "Custom", "name", "highest-port"))) {
      assertThat(answeredBy(endpoints, "nobody")).hasSize(3);
    }
  }

  @Test
  void changesTheWayWhileCallsRun() {
    try (TestEndpoints endpoints = open(Map.of("policy", "WeightedRoundRobin"));
        Calls load = new Calls(endpoints.channel())) {
      load.keepCalling(8);

      endpoints.setPolicy(Map.of("loadBalancing", Map.of("policy", "LeastRequest")));
      load.awaitMore(500);
      endpoints.setPolicy(
          Map.of("loadBalancing", Map.of("policy", "Custom", "name", "highest-port")));
      load.awaitMore(500);
      load.stop();

      assertThat(load.failures()).isEmpty();
      assertThat(answeredBy(endpoints, "ann")).hasSize(1);
    }
  }

  private TestEndpoints open(Map<String, ?> balancing) {
    TestEndpoints endpoints =
        TestEndpoints.of(
            Map.of("loadBalancing", balancing),
            first.endpoint(1),
            second.endpoint(1),
            third.endpoint(1));
    Calls.one(as("ann", endpoints));
    eventually(() -> endpoints.stats().connections() == 3);
    return endpoints;
  }

  /** The ports of those that answered thirty calls of the user. */
  private static Set<Integer> answeredBy(TestEndpoints endpoints, String user) {
    Channel channel = as(user, endpoints);
    return IntStream.range(0, 30).mapToObj(i -> Calls.one(channel)).collect(Collectors.toSet());
  }

  private static Map<String, Integer> ports(TestEndpoints endpoints) {
    return IntStream.range(0, 30)
        .mapToObj(i -> "user-" + i)
        .collect(Collectors.toMap(user -> user, user -> Calls.one(as(user, endpoints))));
  }

  private static Channel as(String user, TestEndpoints endpoints) {
    Metadata headers = new Metadata();
    headers.put(USER, user);
    return ClientInterceptors.intercept(
        endpoints.channel(), MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static TestBackend start() {
    return TestBackend.start();
  }
}
