package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. A channel to a server that fails; what arrives is counted there. */
@Timeout(180)
class CircuitTest {

  private TestBackend backend;
  private TestEndpoints endpoints;

  @BeforeEach
  void start() {
    backend = TestBackend.start();
  }

  @AfterEach
  void stop() {
    endpoints.close();
    backend.close();
  }

  /** Opens at half of ten calls. */
  private static Map<String, Object> opening(String openFor, int probes) {
    Map<String, Object> policy = new HashMap<>(connections(1, 1, 1));
    policy.put(
        "circuit",
        Map.of(
            "errorPercent",
            50.0,
            "minRequests",
            10.0,
            "window",
            "60s",
            "openFor",
            openFor,
            "probes",
            (double) probes));
    return policy;
  }

  private Status call() {
    StatusRuntimeException failure =
        catchThrowableOfType(StatusRuntimeException.class, () -> Calls.one(endpoints.channel()));
    return failure == null ? Status.OK : failure.getStatus();
  }

  private CircuitState circuit() {
    return endpoints.stats().protection().circuit();
  }

  private void openCircuit(Status failure) {
    Calls.one(endpoints.channel());
    backend.failWith(failure);
    eventually(
        () -> {
          call();
          return circuit() == CircuitState.OPEN;
        });
  }

  @Test
  void failsCallsAtOnceWithoutSendingThemWhenTooManyFailed() {
    endpoints = TestEndpoints.of(opening("3600s", 3), backend.endpoint());
    openCircuit(Status.INTERNAL);
    int arrived = backend.calls();

    Status refused = call();

    assertThat(refused.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(refused.getDescription()).startsWith("circuit open: too many calls of backend-");
    assertThat(backend.calls()).isEqualTo(arrived);
    assertThat(endpoints.stats().protection().refusedByCircuit()).isPositive();
  }

  /** Of ten calls within the window nine are failures, as the first was answered. */
  @Test
  void opensWithTheCallThatReachesTheNumber() {
    endpoints = TestEndpoints.of(opening("3600s", 3), backend.endpoint());

    openCircuit(Status.INTERNAL);

    assertThat(backend.calls()).isEqualTo(10);
  }

  @Test
  void doesNotTryARefusedCallAgain() {
    endpoints = TestEndpoints.withRetry(opening("3600s", 3), backend.endpoint());
    openCircuit(Status.INTERNAL);
    long refused = endpoints.stats().protection().refusedByCircuit();

    call();

    assertThat(endpoints.stats().protection().refusedByCircuit()).isEqualTo(refused + 1);
  }

  @Test
  void staysClosedWhateverCallsAreAnsweredThatAreNotTheServicesFault() {
    endpoints = TestEndpoints.of(opening("3600s", 3), backend.endpoint());
    backend.failWith(Status.NOT_FOUND);

    for (int i = 0; i < 20; i++) {
      call();
    }

    assertThat(circuit()).isEqualTo(CircuitState.CLOSED);
    assertThat(backend.calls()).isEqualTo(20);
  }

  @Test
  void closesAgainWhenTheProbesSucceed() {
    endpoints = TestEndpoints.of(opening("0.2s", 2), backend.endpoint());
    openCircuit(Status.UNAVAILABLE);

    backend.failWith(Status.OK);

    eventually(
        () -> {
          call();
          return circuit() == CircuitState.CLOSED;
        });
    assertThat(call().isOk()).isTrue();
  }

  @Test
  void letsOnlyTheProbesThroughWhileTheyAreNotAnswered() {
    endpoints = TestEndpoints.of(opening("3s", 2), backend.endpoint());
    openCircuit(Status.UNAVAILABLE);
    backend.failWith(Status.OK);
    backend.hold();
    Calls probes = new Calls(endpoints.channel());

    eventually(
        () -> {
          probes.callOnce(1);
          return backend.heldCalls() == 2;
        });

    assertThat(circuit()).isEqualTo(CircuitState.HALF_OPEN);
    backend.release();
    eventually(() -> circuit() == CircuitState.CLOSED);
    probes.stop();
  }

  @Test
  void followsAnEditWhileTheCircuitIsOpen() {
    endpoints = TestEndpoints.of(opening("3600s", 3), backend.endpoint());
    openCircuit(Status.INTERNAL);
    backend.failWith(Status.OK);

    endpoints.setPolicy(connections(1, 1, 1));
    eventually(() -> call().isOk());

    endpoints.setPolicy(opening("3600s", 3));
    openCircuit(Status.INTERNAL);
  }

  @Test
  void staysOpenWhenSomethingElseIsEdited() {
    endpoints = TestEndpoints.of(opening("3600s", 3), backend.endpoint());
    openCircuit(Status.INTERNAL);
    Map<String, Object> larger = opening("3600s", 3);
    larger.putAll(connections(2, 2, 2));

    endpoints.setPolicy(larger);
    eventually(() -> backend.connections() == 2);

    assertThat(circuit()).isEqualTo(CircuitState.OPEN);
  }
}
