package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. */
@Timeout(180)
class ShrinkingPoolTest implements PoolListener {

  private final List<CloseReason> closed = new CopyOnWriteArrayList<>();
  private final List<Long> closedAt = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    PoolRegistry.process().addListener(this);
  }

  @AfterEach
  void stopListening() {
    PoolRegistry.process().removeListener(this);
  }

  @Override
  public void connectionDestroyed(PoolName pool, String endpoint, CloseReason reason) {
    closed.add(reason);
    closedAt.add(System.nanoTime());
  }

  @Test
  void closesIdleConnectionsDownToTheMinimum() {
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(idleAfter("600s", 4, 2), backend.endpoint())) {
      Calls.one(endpoints.channel());
      eventually(() -> backend.accepted() == 4);

      endpoints.setPolicy(idleAfter("0.3s", 4, 2));
      eventually(() -> endpoints.stats().connections() == 2);

      eventually(() -> backend.connections() == 2);
      assertThat(closed).containsOnly(CloseReason.IDLE).hasSize(2);
      Calls.one(endpoints.channel());
      assertThat(backend.accepted()).isEqualTo(4);
    }
  }

  @Test
  void keepsConnectionsThatHaveCalls() {
    try (TestBackend backend = TestBackend.startWithStreamLimit(1);
        TestEndpoints endpoints = TestEndpoints.of(idleAfter("0.1s", 2, 1), backend.endpoint());
        Calls calls = new Calls(endpoints.channel())) {
      backend.hold();
      calls.callOnce(1);
      eventually(() -> backend.heldCalls() == 1 && backend.accepted() == 2);

      eventually(() -> endpoints.stats().connections() == 1);

      assertThat(endpoints.stats().inFlight()).isEqualTo(1);
      backend.release();
      calls.stop();
      assertThat(calls.failures()).isEmpty();
    }
  }

  @Test
  void givesUpOneConnectionPerShrinkAfterAndKeepsMaxIdle() {
    Map<String, Object> policy = new HashMap<>(connections(6, 1, 8));
    policy.put("shrinkAfter", "0.5s");
    policy.put("maxIdle", 3.0);
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(policy, backend.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(4)) {
      eventually(() -> backend.accepted() == 6);

      eventually(() -> closedAt.size() >= 2);
      load.awaitMore(1_000);

      load.stop();
      assertThat(Duration.ofNanos(closedAt.get(1) - closedAt.get(0)))
          .isGreaterThanOrEqualTo(Duration.ofMillis(490));
      assertThat(closed).containsOnly(CloseReason.SURPLUS);
      assertThat(load.failures()).isEmpty();
      eventually(() -> backend.connections() == 4);
    }
  }

  @Test
  void keepsTheConnectionsThatLoadNeedsHoweverFewMayBeIdle() {
    Map<String, Object> policy = new HashMap<>(connections(4, 1, 4));
    policy.put("shrinkAfter", "0.1s");
    policy.put("maxIdle", 0.0);
    policy.put("requestsPerConnection", 10.0);
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(policy, backend.endpoint());
        Calls calls = new Calls(endpoints.channel())) {
      backend.hold();
      calls.callOnce(22);
      eventually(() -> backend.heldCalls() == 22 && backend.accepted() == 4);

      await().during(Duration.ofSeconds(1)).until(() -> endpoints.stats().connections() == 4);

      backend.release();
      eventually(() -> endpoints.stats().connections() == 1);
      calls.stop();
      assertThat(calls.failures()).isEmpty();
    }
  }

  private static Map<String, Object> idleAfter(String timeout, int initial, int min) {
    Map<String, Object> policy = new HashMap<>(connections(initial, min, 8));
    policy.put("idleTimeout", timeout);
    policy.put("shrinkAfter", "0.1s");
    return policy;
  }
}
