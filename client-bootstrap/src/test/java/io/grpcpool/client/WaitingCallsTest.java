package io.grpcpool.client;

import static io.grpcpool.client.pool.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpcpool.client.pool.Calls;
import io.grpcpool.client.pool.Echo;
import io.grpcpool.client.pool.TestBackend;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Confined to the test thread. Channels of the facade whose one connection is full, to a backend
 * that holds its answers back; what it has seen tells which calls wait.
 */
@Timeout(90)
class WaitingCallsTest {

  private final TestBackend backend = TestBackend.start();
  private ManagedChannel channel;

  @AfterEach
  void close() {
    backend.close();
    channel.shutdownNow();
  }

  @Test
  void letsCallsWaitInOrderAndBeginOneByOne() {
    openFull(Map.of("requestsPerConnection", 2.0));
    Future<byte[]> third = call(CallOptions.DEFAULT);
    Future<byte[]> fourth = call(CallOptions.DEFAULT);

    backend.releaseOne();
    eventually(() -> backend.calls() == 3);
    assertThat(fourth).isNotDone();

    backend.release();
    assertThat(third).succeedsWithin(Duration.ofSeconds(30));
    assertThat(fourth).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void endsAWaitAtTheAcquireTimeoutAndNamesTheLimit() {
    openFull(Map.of("requestsPerConnection", 2.0, "acquireTimeout", "0.1s"));

    Status status = failure(call(CallOptions.DEFAULT));

    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription()).contains("waited 0.1s (pool.acquireTimeout)");
    assertThat(backend.calls()).isEqualTo(2);
  }

  @Test
  void refusesAtOnceWhatIsBeyondMaxWaiting() {
    openFull(Map.of("requestsPerConnection", 2.0, "maxWaiting", 1.0));
    Future<byte[]> waits = call(CallOptions.DEFAULT);

    Status status = failure(call(CallOptions.DEFAULT));

    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription()).contains("1 calls wait already (pool.maxWaiting)");
    assertThat(waits).isNotDone();
  }

  @Test
  void takesACallOutOfTheQueueThatIsCancelled() {
    openFull(Map.of("requestsPerConnection", 2.0, "maxWaiting", 1.0));
    call(CallOptions.DEFAULT).cancel(true);

    Future<byte[]> next = call(CallOptions.DEFAULT);

    backend.release();
    assertThat(next).succeedsWithin(Duration.ofSeconds(30));
    assertThat(backend.calls()).isEqualTo(3);
  }

  @Test
  void takesACallOutOfTheQueueWhoseOuterWorkIsCancelled() {
    openFull(Map.of("requestsPerConnection", 2.0));
    Context.CancellableContext outer = Context.current().withCancellation();
    CompletableFuture<Future<byte[]>> waits = new CompletableFuture<>();
    outer.run(() -> waits.complete(call(CallOptions.DEFAULT)));

    outer.cancel(null);

    assertThat(failure(waits.join()).getCode()).isEqualTo(Status.Code.CANCELLED);
  }

  @Test
  void endsAWaitAtTheDeadlineOfTheCall() {
    openFull(Map.of("requestsPerConnection", 2.0));

    Status status =
        failure(call(CallOptions.DEFAULT.withDeadlineAfter(100, TimeUnit.MILLISECONDS)));

    assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(backend.calls()).isEqualTo(2);
  }

  @Test
  void letsNoCallWaitWhereThePolicySaysFail() {
    openFull(Map.of("requestsPerConnection", 2.0, "failWhenFull", true));

    Status status = failure(call(CallOptions.DEFAULT));

    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription()).contains("saturation is Fail");
  }

  @Test
  void waitsForWhatTheServerHasShownToAllow() {
    try (TestBackend limited = TestBackend.startWithStreamLimit(4)) {
      channel = channel(limited, Map.of("maxWaiting", 0.0));
      limited.hold();
      Calls first = new Calls(channel).callOnce(12);
      eventually(() -> limited.calls() == 4);

      eventually(() -> failure(briefCall()).getDescription().contains("pool.maxWaiting"));

      limited.release();
      first.stop();
      assertThat(first.succeeded()).isEqualTo(12);
    }
  }

  @Test
  void losesNoCallOfALoadThatIsFarAboveWhatTheServerAllows() {
    try (TestBackend limited = TestBackend.startWithStreamLimit(8)) {
      channel = channel(limited, Map.of());
      Calls load = new Calls(channel).keepCalling(200);

      load.awaitMore(5_000);

      load.stop();
      assertThat(load.failures()).isEmpty();
    }
  }

  private Future<byte[]> briefCall() {
    return call(CallOptions.DEFAULT.withDeadlineAfter(100, TimeUnit.MILLISECONDS));
  }

  private void openFull(Map<String, ?> settings) {
    channel = channel(backend, settings);
    backend.hold();
    call(CallOptions.DEFAULT);
    call(CallOptions.DEFAULT);
    eventually(() -> backend.calls() == 2);
  }

  private Future<byte[]> call(CallOptions options) {
    return ClientCalls.futureUnaryCall(channel.newCall(Echo.METHOD, options), new byte[16]);
  }

  private static Status failure(Future<byte[]> call) {
    return Status.fromThrowable(catchThrowable(() -> call.get(30, TimeUnit.SECONDS)));
  }

  private static ManagedChannel channel(TestBackend backend, Map<String, ?> settings) {
    Map<String, Object> policy = new HashMap<>(settings);
    policy.put("connectionsPerEndpoint", Map.of("initial", 1.0, "min", 1.0, "max", 1.0));
    return new FacadeChannels(Map::of)
        .builder("dns:///127.0.0.1:" + backend.port(), InsecureChannelCredentials.create())
        .defaultServiceConfig(Map.of("loadBalancingConfig", List.of(Map.of("grpcpool", policy))))
        .build();
  }
}
