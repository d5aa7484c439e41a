package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. Servers say over real connections whether they serve. */
@Timeout(180)
class HealthCheckTest {

  private static final Map<String, Object> UNCHECKED = connections(2, 2, 2);

  private final HealthStatusManager health = new HealthStatusManager();
  private final TestBackend checked = TestBackend.startWith(health.getHealthService());
  private final TestBackend other = TestBackend.start();

  @AfterEach
  void stop() {
    checked.close();
    other.close();
  }

  private static Map<String, Object> checking(String service) {
    Map<String, Object> policy = new HashMap<>(UNCHECKED);
    policy.put("healthCheck", Map.of("service", service));
    return policy;
  }

  /** Whether none of 200 calls that succeed goes to the server. */
  private static boolean isLeftOut(TestBackend backend, Calls load) {
    int before = backend.calls();
    load.awaitMore(200);
    return backend.calls() == before;
  }

  @Test
  void sendsNoCallToAServerThatSaysItDoesNotServeUntilItSaysItDoes() {
    health.setStatus("", ServingStatus.NOT_SERVING);
    try (TestEndpoints endpoints =
            TestEndpoints.of(checking(""), checked.endpoint(), other.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(4)) {
      load.awaitMore(500);
      assertThat(checked.calls()).isZero();

      health.setStatus("", ServingStatus.SERVING);
      eventually(() -> checked.calls() > 100);
      assertThat(checked.connections()).isEqualTo(2);

      health.setStatus("", ServingStatus.NOT_SERVING);
      eventually(() -> isLeftOut(checked, load));

      load.stop();
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void asksForTheServiceThatThePolicyNames() {
    health.setStatus("shop.Orders", ServingStatus.NOT_SERVING);
    try (TestEndpoints endpoints =
            TestEndpoints.of(checking("shop.Orders"), checked.endpoint(), other.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(4)) {
      load.awaitMore(500);
      assertThat(checked.calls()).isZero();

      endpoints.setPolicy(checking(""));

      eventually(() -> checked.calls() > 100);
    }
  }

  @Test
  void takesAServerWithoutHealthServiceForHealthy() {
    try (TestEndpoints endpoints = TestEndpoints.of(checking(""), other.endpoint())) {
      assertThat(Calls.one(endpoints.channel())).isEqualTo(other.port());
      eventually(() -> other.connections() == 2);
    }
  }

  @Test
  void saysWhyCallsFailWhereNoServerServes() {
    health.setStatus("", ServingStatus.NOT_SERVING);
    try (TestEndpoints endpoints = TestEndpoints.of(checking(""), checked.endpoint())) {

      StatusRuntimeException failure =
          catchThrowableOfType(StatusRuntimeException.class, () -> Calls.one(endpoints.channel()));

      assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(failure.getStatus().getDescription())
          .contains("health check: the server says NOT_SERVING");
    }
  }

  @Test
  void beginsAndEndsWhileCallsRunWithoutAFailedCall() {
    health.setStatus("", ServingStatus.NOT_SERVING);
    try (TestEndpoints endpoints =
            TestEndpoints.of(UNCHECKED, checked.endpoint(), other.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(4)) {
      eventually(() -> checked.calls() > 100);

      endpoints.setPolicy(checking(""));
      eventually(() -> isLeftOut(checked, load));
      endpoints.setPolicy(UNCHECKED);
      eventually(() -> !isLeftOut(checked, load));

      load.stop();
      assertThat(load.failures()).isEmpty();
      assertThat(checked.accepted()).isEqualTo(2);
    }
  }

  @Test
  void asksAgainWhereTheServerCannotSay() {
    FailingHealth failing = new FailingHealth();
    try (TestBackend unsure = TestBackend.startWith(failing);
        TestEndpoints endpoints =
            TestEndpoints.of(checking(""), unsure.endpoint(), other.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(4)) {

      eventually(() -> unsure.calls() > 100);

      assertThat(failing.asked.get()).isGreaterThan(FailingHealth.FAILURES);
      load.stop();
      assertThat(load.failures()).isEmpty();
    }
  }

  /** Fails the first Watch calls and serves after. */
  private static final class FailingHealth extends HealthGrpc.HealthImplBase
      implements BindableService {

    static final int FAILURES = 3;

    final AtomicInteger asked = new AtomicInteger();

    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> response) {
      if (asked.incrementAndGet() <= FAILURES) {
        response.onError(Status.INTERNAL.asException());
      } else {
        response.onNext(HealthCheckResponse.newBuilder().setStatus(ServingStatus.SERVING).build());
      }
    }
  }
}
