package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. Connections as the servers count them. */
@Timeout(180)
class ConnectionsPerEndpointTest {

  @Test
  void opensTheInitialConnectionsToEveryEndpoint() {
    try (TestBackend first = TestBackend.start();
        TestBackend second = TestBackend.start();
        TestEndpoints endpoints =
            TestEndpoints.of(connections(3, 1, 8), first.endpoint(), second.endpoint())) {

      Calls.one(endpoints.channel());

      eventually(() -> first.connections() == 3 && second.connections() == 3);
    }
  }

  @Test
  void opensOneConnectionByDefaultAndNoMoreWithoutNeed() {
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(Map.of(), backend.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(32)) {

      load.awaitMore(5_000);

      load.stop();
      assertThat(backend.accepted()).isEqualTo(1);
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void followsAnEditFromOneToFourAndBackWithoutAFailedCall() {
    try (TestBackend first = TestBackend.start();
        TestBackend second = TestBackend.start();
        TestEndpoints endpoints =
            TestEndpoints.of(connections(1, 1, 1), first.endpoint(), second.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(16)) {
      load.awaitMore(500);

      endpoints.setPolicy(connections(4, 4, 4));
      eventually(() -> first.connections() == 4 && second.connections() == 4);
      load.awaitMore(500);
      endpoints.setPolicy(connections(1, 1, 1));
      load.awaitMore(500);
      eventually(() -> first.connections() == 1 && second.connections() == 1);

      load.stop();
      assertThat(load.failures()).isEmpty();
    }
  }
}
