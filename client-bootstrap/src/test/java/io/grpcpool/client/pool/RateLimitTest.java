package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. Real channels; what arrives is counted by the server. */
@Timeout(180)
class RateLimitTest {

  private TestBackend backend;

  @BeforeEach
  void start() {
    backend = TestBackend.start();
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  private static Map<String, Object> limit(int perSecond, int burst) {
    Map<String, Object> policy = new HashMap<>(connections(1, 1, 1));
    policy.put(
        "rateLimit", Map.of("requestsPerSecond", (double) perSecond, "burst", (double) burst));
    return policy;
  }

  private static Status call(TestEndpoints endpoints) {
    StatusRuntimeException failure =
        catchThrowableOfType(StatusRuntimeException.class, () -> Calls.one(endpoints.channel()));
    return failure == null ? Status.OK : failure.getStatus();
  }

  /** What a call gets that is one too many, which on a slow machine is not the first. */
  private static Status refused(TestEndpoints endpoints) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> call(endpoints), status -> !status.isOk());
  }

  /** One more comes each second, so the burst is nearly all that there is. */
  private static Map<String, Object> burst(int calls) {
    return limit(1, calls);
  }

  @Test
  void failsCallsBeyondTheLimitAtOnceAndSaysWhichItIs() {
    try (TestEndpoints endpoints = TestEndpoints.of(burst(5), backend.endpoint());
        Calls calls = new Calls(endpoints.channel())) {
      calls.callOnce(200);
      calls.stop();

      assertThat(calls.failures()).containsOnlyKeys(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(calls.succeeded()).isGreaterThanOrEqualTo(5);
      assertThat(backend.calls()).isEqualTo(calls.succeeded());
      assertThat(endpoints.stats().protection().refusedByRate()).isEqualTo(200 - calls.succeeded());
      Status refused = refused(endpoints);
      assertThat(refused.getDescription())
          .startsWith("rate limit of 1 requests per second, burst 5, of this process to backend-");
    }
  }

  @Test
  void followsAnEditWhileCallsRun() {
    try (TestEndpoints endpoints = TestEndpoints.of(burst(1), backend.endpoint())) {
      eventually(() -> call(endpoints).getCode() == Status.Code.RESOURCE_EXHAUSTED);

      endpoints.setPolicy(limit(1_000_000, 1_000_000));
      eventually(() -> call(endpoints).isOk());
      try (Calls calls = new Calls(endpoints.channel())) {
        calls.callOnce(200);
        calls.stop();
        assertThat(calls.failures()).isEmpty();
      }

      endpoints.setPolicy(connections(1, 1, 1));
      assertThat(call(endpoints).isOk()).isTrue();
    }
  }

  @Test
  void isOneForAllClustersOfAPolicyInAProcess() {
    try (TestEndpoints stable =
            TestEndpoints.of(
                burst(40), TestEndpoints.inCluster(backend.endpoint(), "shop/shared/v=1"));
        TestEndpoints canary =
            TestEndpoints.of(
                burst(40), TestEndpoints.inCluster(backend.endpoint(), "shop/shared/v=2"));
        Calls first = new Calls(stable.channel());
        Calls second = new Calls(canary.channel())) {
      assertThat(call(stable).isOk()).isTrue();
      assertThat(call(canary).isOk()).isTrue();

      first.callOnce(100);
      second.callOnce(100);
      first.stop();
      second.stop();

      // Two buckets would let 80 through at least.
      assertThat(backend.calls()).isBetween(40, 79);
    }
  }
}
