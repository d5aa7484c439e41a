package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. Calls per endpoint as the servers count them. */
@Timeout(180)
class EndpointWeightsTest {

  @Test
  void sendsCallsByWeightWithinOnePercent() {
    try (TestBackend light = TestBackend.start();
        TestBackend heavy = TestBackend.start();
        TestEndpoints endpoints =
            TestEndpoints.of(
                connections(1, 1, 2), light.endpoint(536870912L), heavy.endpoint(1610612736L));
        Calls load = new Calls(endpoints.channel())) {
      warmUp(endpoints, 2);
      int before = light.calls() + heavy.calls();
      int lightBefore = light.calls();

      load.keepCalling(16);
      load.awaitMore(4_000);
      load.stop();

      double share =
          (double) (light.calls() - lightBefore) / (light.calls() + heavy.calls() - before);
      assertThat(share).isCloseTo(0.25, within(0.0025));
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void changesWeightsWithoutTouchingConnections() {
    try (TestBackend first = TestBackend.start();
        TestBackend second = TestBackend.start();
        TestEndpoints endpoints =
            TestEndpoints.of(connections(2, 2, 2), first.endpoint(1), second.endpoint(1));
        Calls load = new Calls(endpoints.channel())) {
      warmUp(endpoints, 4);

      endpoints.setEndpoints(first.endpoint(1), second.endpoint(9));
      eventually(() -> endpoints.stats().endpoints().get(1).weight() == 9);
      int before = first.calls();
      load.keepCalling(8);
      load.awaitMore(2_000);
      load.stop();

      double share = (double) (first.calls() - before) / load.succeeded();
      assertThat(share).isCloseTo(0.1, within(0.01));
      assertThat(first.accepted() + second.accepted()).isEqualTo(4);
    }
  }

  private static void warmUp(TestEndpoints endpoints, int connections) {
    Calls.one(endpoints.channel());
    eventually(() -> endpoints.stats().connections() == connections);
  }
}
