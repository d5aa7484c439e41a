package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. When a pool opens more connections to an endpoint. */
@Timeout(180)
class GrowthTest {

  @Test
  void growsUntilEveryCallHasAStreamWhenTheServerAllowsTenPerConnection() {
    try (TestBackend backend = TestBackend.startWithStreamLimit(10);
        TestEndpoints endpoints = TestEndpoints.of(connections(1, 1, 8), backend.endpoint());
        Calls calls = new Calls(endpoints.channel())) {
      Calls.one(endpoints.channel());
      backend.hold();

      calls.callOnce(25);
      eventually(() -> endpoints.stats().connections() >= 2);
      calls.callOnce(15);
      eventually(() -> endpoints.stats().connections() >= 3);
      calls.callOnce(5);

      eventually(() -> backend.heldCalls() >= 25);
      assertThat(backend.accepted()).isLessThanOrEqualTo(5);
      backend.release();
      calls.stop();
      assertThat(calls.failures()).isEmpty();
    }
  }

  @Test
  void neverGoesAboveTheMaximumHoweverManyCallsWait() {
    try (TestBackend backend = TestBackend.startWithStreamLimit(10);
        TestEndpoints endpoints = TestEndpoints.of(connections(1, 1, 3), backend.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(200)) {

      eventually(() -> backend.connections() == 3);
      load.awaitMore(5_000);

      load.stop();
      assertThat(backend.accepted()).isEqualTo(3);
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void growsToMeetTheTargetOfCallsInFlightPerConnection() {
    Map<String, Object> policy = new HashMap<>(connections(1, 1, 8));
    policy.put("requestsPerConnection", 10.0);
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(policy, backend.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(40)) {

      eventually(() -> backend.connections() >= 4);

      load.stop();
      assertThat(backend.accepted()).isLessThanOrEqualTo(5);
      assertThat(load.failures()).isEmpty();
    }
  }
}
