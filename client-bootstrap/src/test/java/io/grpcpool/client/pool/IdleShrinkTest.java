package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;

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
class IdleShrinkTest implements PoolListener {

  private final List<CloseReason> closed = new CopyOnWriteArrayList<>();

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

  private static Map<String, Object> idleAfter(String timeout, int initial, int min) {
    Map<String, Object> policy = new HashMap<>(connections(initial, min, 8));
    policy.put("idleTimeout", timeout);
    return policy;
  }
}
