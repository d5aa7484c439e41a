package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. Connections as the servers count them. */
@Timeout(180)
class MaxAgeTest {

  @Test
  void replacesEveryConnectionUnderLoadWithoutAFailedCall() {
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(maxAge("600s", 3), backend.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(16)) {
      eventually(() -> backend.connections() == 3);

      endpoints.setPolicy(maxAge("0.5s", 3));
      eventually(() -> backend.accepted() >= 12);
      endpoints.setPolicy(maxAge("600s", 3));

      load.awaitMore(1_000);
      eventually(() -> backend.connections() == 3);
      load.stop();
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void hasTheReplacementBeforeTheOldOneGoesAndNeverMoreThanTheMaximumInUse() {
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(maxAge("0.2s", 1), backend.endpoint())) {
      Calls.one(endpoints.channel());
      Set<Integer> inUse = new HashSet<>();

      eventually(
          () -> {
            PoolStats stats = endpoints.stats();
            inUse.add(stats.connections());
            return stats.destroyed() >= 5;
          });

      assertThat(inUse).containsOnly(1);
    }
  }

  @Test
  void letsTheCallsOfAnOldConnectionEnd() {
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(maxAge("0.3s", 1), backend.endpoint());
        Calls calls = new Calls(endpoints.channel())) {
      backend.hold();
      calls.callOnce(5);
      eventually(() -> backend.heldCalls() == 5);

      eventually(() -> endpoints.stats().destroyed() >= 3);
      assertThat(backend.heldCalls()).isEqualTo(5);
      endpoints.setPolicy(maxAge("600s", 1));
      backend.release();

      calls.stop();
      assertThat(calls.failures()).isEmpty();
      eventually(() -> backend.connections() == 1);
    }
  }

  @Test
  void keepsAnOldConnectionWhileNoReplacementCanBeHad() {
    try (TestBackend backend = TestBackend.start();
        Relay relay = Relay.to(backend);
        TestEndpoints endpoints = TestEndpoints.of(maxAge("600s", 1), relay.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(4)) {
      load.awaitMore(100);
      relay.refuse();

      endpoints.setPolicy(maxAge("0.1s", 1));
      eventually(() -> endpoints.stats().endpoints().get(0).connecting() == 1);
      load.awaitMore(1_000);

      load.stop();
      assertThat(load.failures()).isEmpty();
      assertThat(endpoints.stats().connections()).isEqualTo(1);
      assertThat(backend.accepted()).isEqualTo(1);
    }
  }

  private static Map<String, Object> maxAge(String age, int size) {
    Map<String, Object> policy = new HashMap<>(connections(size, size, size));
    policy.put("maxConnectionAge", age);
    return policy;
  }
}
