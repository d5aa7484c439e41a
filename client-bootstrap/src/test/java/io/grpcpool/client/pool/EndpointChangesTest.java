package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static io.grpcpool.client.pool.TestEndpoints.inCluster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. Endpoints that come, leave, die and return. */
@Timeout(180)
class EndpointChangesTest {

  @Test
  void removesAnEndpointUnderLoadWithoutAFailedCall() {
    try (TestBackend staying = TestBackend.start();
        TestBackend leaving = TestBackend.start();
        TestEndpoints endpoints =
            TestEndpoints.of(connections(2, 2, 2), staying.endpoint(), leaving.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(16)) {
      load.awaitMore(500);

      endpoints.setEndpoints(staying.endpoint());
      eventually(() -> leaving.connections() == 0);

      load.stop();
      assertThat(load.failures()).isEmpty();
      assertThat(staying.accepted()).isEqualTo(2);
    }
  }

  @Test
  void letsTheCallsOfARemovedEndpointEndAndGivesItNoNewOne() {
    try (TestBackend staying = TestBackend.start();
        TestBackend leaving = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(connections(1, 1, 1), leaving.endpoint());
        Calls held = new Calls(endpoints.channel())) {
      leaving.hold();
      held.callOnce(3);
      eventually(() -> leaving.heldCalls() == 3);

      endpoints.setEndpoints(staying.endpoint());
      eventually(() -> endpoints.stats().endpoints().get(0).connections() == 1);
      assertThat(Calls.one(endpoints.channel())).isEqualTo(staying.port());
      assertThat(leaving.calls()).isEqualTo(3);
      leaving.release();

      held.stop();
      assertThat(held.failures()).isEmpty();
      eventually(() -> leaving.connections() == 0);
    }
  }

  @Test
  void losesNoCallWhenABackendIsKilledAndRestartedAndThePolicyRetries() {
    try (TestBackend staying = TestBackend.start();
        TestBackend behind = TestBackend.start();
        Relay killed = Relay.to(behind);
        TestEndpoints endpoints =
            TestEndpoints.withRetry(connections(2, 2, 2), staying.endpoint(), killed.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(16)) {
      eventually(() -> endpoints.stats().connections() == 4);
      load.awaitMore(500);

      holdAllCalls(behind);
      killed.kill();
      behind.release();
      eventually(() -> endpoints.stats().connections() == 2);
      load.awaitMore(500);

      try (Relay restarted = Relay.restarted(killed)) {
        eventually(() -> endpoints.stats().connections() == 4);
        load.awaitMore(500);
        load.stop();
        assertThat(restarted.port()).isEqualTo(killed.port());
        assertThat(load.failures()).isEmpty();
      }
    }
  }

  /** Until no answer is on its way: a call is not tried again once its answer has begun. */
  private static void holdAllCalls(TestBackend backend) {
    backend.hold();
    eventually(() -> backend.heldCalls() == 16);
  }

  @Test
  void losesNoCallWhenABackendIsKilledAndThePolicyRetries() {
    try (TestBackend staying = TestBackend.start();
        TestBackend behind = TestBackend.start();
        Relay killed = Relay.to(behind);
        TestEndpoints endpoints =
            TestEndpoints.withRetry(connections(2, 2, 2), staying.endpoint(), killed.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(16)) {
      load.awaitMore(1_000);
      eventually(() -> endpoints.stats().connections() == 4);

      holdAllCalls(behind);
      killed.kill();
      load.awaitMore(1_000);

      load.stop();
      assertThat(load.failures()).isEmpty();
      eventually(() -> endpoints.stats().endpoints().get(1).connections() == 0);
    }
  }

  @Test
  void dialsADeadEndpointByOneConnectionOnlyAndComesBackToFullSize() throws InterruptedException {
    try (TestBackend staying = TestBackend.start();
        TestBackend killed = TestBackend.start();
        TestEndpoints endpoints =
            TestEndpoints.of(connections(4, 4, 4), staying.endpoint(), killed.endpoint())) {
      Calls.one(endpoints.channel());
      eventually(() -> endpoints.stats().connections() == 8);

      killed.stop();
      eventually(() -> endpoints.stats().endpoints().get(1).connections() == 0);
      assertThat(endpoints.stats().endpoints().get(1).connecting()).isEqualTo(1);

      try (TestBackend restarted = TestBackend.startOn(killed.port())) {
        eventually(() -> restarted.connections() == 4);
        assertThat(restarted.accepted()).isEqualTo(4);
      }
    }
  }

  @Test
  void doesNotStormAServerThatClosesEveryConnectionAtOnce() {
    try (TestBackend good = TestBackend.start();
        AcceptingAndClosing bad = new AcceptingAndClosing();
        TestEndpoints endpoints =
            TestEndpoints.of(connections(8, 8, 8), good.endpoint(), bad.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(4)) {

      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(6))
          .until(() -> bad.accepted() <= 12);

      load.stop();
      assertThat(bad.accepted()).isPositive();
      assertThat(good.accepted()).isEqualTo(8);
    }
  }

  @Test
  void servesAnEmptyClusterThroughTheGraceThenFailsFast() {
    Map<String, Object> policy = new HashMap<>(connections(1, 1, 1));
    policy.put("drainGrace", "0.5s");
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints =
            TestEndpoints.of(policy, inCluster(backend.endpoint(), "shop/user/v=1"))) {
      Calls.one(endpoints.channel());

      endpoints.fail("No usable endpoint from cluster: shop/user/v=1");
      Calls.one(endpoints.channel());
      eventually(() -> endpoints.stats().connections() == 0);

      assertThatThrownBy(() -> Calls.one(endpoints.channel()))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE))
          .hasMessageContaining("no endpoints");
    }
  }

  @Test
  void keepsItsConnectionsWhenDnsCannotBeAsked() {
    Map<String, Object> policy = new HashMap<>(connections(1, 1, 1));
    policy.put("drainGrace", "0s");
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(policy, backend.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(4)) {
      load.awaitMore(100);

      endpoints.fail("no such host");
      load.awaitMore(500);

      load.stop();
      assertThat(load.failures()).isEmpty();
      assertThat(backend.accepted()).isEqualTo(1);
    }
  }

  @Test
  void keepsTheLastGoodSettingsWhenNewOnesAreBad() {
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(connections(2, 2, 2), backend.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(4)) {
      load.awaitMore(100);

      endpoints.setPolicy(connections(9, 9, 4));
      load.awaitMore(500);

      load.stop();
      assertThat(load.failures()).isEmpty();
      assertThat(backend.connections()).isEqualTo(2);
    }
  }

  @Test
  void failsWithTheCauseWhenNoEndpointCanBeReached() throws InterruptedException {
    TestBackend gone = TestBackend.start();
    gone.stop();
    try (TestEndpoints endpoints = TestEndpoints.of(connections(1, 1, 1), gone.endpoint())) {

      assertThatThrownBy(() -> Calls.one(endpoints.channel()))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE))
          .hasMessageContaining("none of 1 endpoints can be reached; 127.0.0.1:" + gone.port());
    }
  }
}
