package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. What becomes of calls for which no connection has room. */
@Timeout(180)
class SaturationTest {

  private static Map<String, Object> failing(int connections) {
    Map<String, Object> policy = new HashMap<>(connections(connections, 1, connections));
    policy.put("failWhenFull", true);
    return policy;
  }

  private static Map<String, Object> failing(int connections, int requestsPerConnection) {
    Map<String, Object> policy = failing(connections);
    policy.put("requestsPerConnection", (double) requestsPerConnection);
    return policy;
  }

  private static Status call(TestEndpoints endpoints) {
    StatusRuntimeException failure =
        catchThrowableOfType(StatusRuntimeException.class, () -> Calls.one(endpoints.channel()));
    return failure == null ? Status.OK : failure.getStatus();
  }

  @Test
  void failsACallAtOnceWhenEveryConnectionHasAsManyCallsAsItMay() {
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(failing(2, 5), backend.endpoint());
        Calls held = new Calls(endpoints.channel())) {
      Calls.one(endpoints.channel());
      eventually(() -> endpoints.stats().connections() == 2);
      backend.hold();
      held.callOnce(10);
      eventually(() -> backend.heldCalls() == 10);

      Status refused = call(endpoints);

      assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(refused.getDescription()).contains("saturation is Fail");
      assertThat(endpoints.stats().protection().refusedBySaturation()).isEqualTo(1);
      backend.release();
      held.stop();
      assertThat(held.failures()).isEmpty();
      assertThat(call(endpoints).isOk()).isTrue();
    }
  }

  @Test
  void givesACallToTheEndpointThatHasRoomBeforeItFailsOne() {
    try (TestBackend full = TestBackend.start();
        TestBackend roomy = TestBackend.start();
        TestEndpoints endpoints =
            TestEndpoints.of(failing(1, 5), full.endpoint(), roomy.endpoint());
        Calls held = new Calls(endpoints.channel())) {
      eventually(() -> call(endpoints).isOk() && full.connections() + roomy.connections() == 2);
      full.hold();
      roomy.hold();

      held.callOnce(10);

      eventually(() -> full.heldCalls() == 5 && roomy.heldCalls() == 5);
      full.release();
      roomy.release();
      held.stop();
      assertThat(held.failures()).isEmpty();
    }
  }

  @Test
  void growsBeforeItFailsACall() {
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(connections(1, 1, 1), backend.endpoint());
        Calls held = new Calls(endpoints.channel())) {
      Calls.one(endpoints.channel());
      Map<String, Object> growing = failing(3, 5);
      growing.putAll(connections(1, 1, 3));
      endpoints.setPolicy(growing);
      backend.hold();

      held.callOnce(6);
      eventually(() -> backend.connections() == 2);

      assertThat(held.failures()).isEmpty();
      backend.release();
      held.stop();
      assertThat(held.failures()).isEmpty();
    }
  }

  /** What the server allows is known by the calls that wait. */
  @Test
  void failsCallsWhileOthersWaitForTheStreamsThatTheServerAllows() {
    try (TestBackend backend = TestBackend.startWithStreamLimit(10);
        TestEndpoints endpoints = TestEndpoints.of(failing(2), backend.endpoint());
        Calls held = new Calls(endpoints.channel())) {
      Calls.one(endpoints.channel());
      eventually(() -> endpoints.stats().connections() == 2);
      backend.hold();

      eventually(
          () -> {
            held.callOnce(5);
            return held.failures().containsKey(Status.Code.RESOURCE_EXHAUSTED);
          });

      backend.release();
      held.stop();
      assertThat(held.failures()).containsOnlyKeys(Status.Code.RESOURCE_EXHAUSTED);
    }
  }

  @Test
  void letsCallsWaitAgainWhenThePolicyIsEdited() {
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(failing(1, 5), backend.endpoint());
        Calls held = new Calls(endpoints.channel())) {
      Calls.one(endpoints.channel());
      backend.hold();
      held.callOnce(5);
      eventually(() -> backend.heldCalls() == 5);
      assertThat(call(endpoints).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);

      Map<String, Object> queueing = failing(1, 5);
      queueing.put("failWhenFull", false);
      endpoints.setPolicy(queueing);
      held.callOnce(5);

      eventually(() -> backend.heldCalls() == 10);
      backend.release();
      held.stop();
      assertThat(held.failures()).isEmpty();
    }
  }
}
