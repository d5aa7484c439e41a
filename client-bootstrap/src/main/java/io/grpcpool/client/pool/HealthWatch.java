package io.grpcpool.client.pool;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.Status;
import io.grpc.SynchronizationContext.ScheduledHandle;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the synchronization context. Asks the server, over one connection, whether it serves,
 * and goes on listening (gRFC A17). Not by grpc-java's own wrapper: that hands out subchannels
 * which outlier detection above the pool does not know.
 */
final class HealthWatch {

  private static final Logger LOG = Logger.getLogger(HealthWatch.class.getName());

  private final PoolRuntime runtime;
  private final Subchannel subchannel;
  private final Runnable changed;
  private final RedialBackoff backoff;

  private boolean connected;
  private @Nullable String service;
  private @Nullable Asking asking;
  private @Nullable ScheduledHandle retry;
  private Answer answer = Answer.SERVING;

  /**
   * @param changed told when {@link #isServing} or {@link #problem} is another
   */
  HealthWatch(PoolRuntime runtime, Subchannel subchannel, Runnable changed) {
    this.runtime = runtime;
    this.subchannel = subchannel;
    this.changed = changed;
    this.backoff = new RedialBackoff(runtime.random());
  }

  /**
   * Immutable.
   *
   * @param problem null: none that is known
   */
  private record Answer(boolean serving, @Nullable Status problem) {
    static final Answer SERVING = new Answer(true, null);
    static final Answer NONE_YET = new Answer(false, null);

    static Answer problem(String what) {
      return new Answer(false, Status.UNAVAILABLE.withDescription("health check: " + what));
    }
  }

  /** The connection is open; it serves once the server says so. */
  void connected(@Nullable String wanted) {
    connected = true;
    service = wanted;
    answer = wanted == null ? Answer.SERVING : Answer.NONE_YET;
    ask();
  }

  /** Asks for this from now on; what was answered before holds until there is an answer. */
  void follow(@Nullable String wanted) {
    if (!connected || Objects.equals(wanted, service)) {
      return;
    }
    service = wanted;
    stopAsking();
    if (wanted == null) {
      answered(Answer.SERVING);
    }
    ask();
  }

  /** The connection is closed, or was given up. */
  void disconnected() {
    connected = false;
    stopAsking();
  }

  /** Whether the connection may have calls. */
  boolean isServing() {
    return answer.serving();
  }

  /** Why it may not; null also while the server has not answered yet. */
  @Nullable Status problem() {
    return answer.problem();
  }

  private void ask() {
    retry = null;
    String wanted = service;
    if (!connected || wanted == null) {
      return;
    }
    Asking begun = new Asking(runtime.nanoTime());
    asking = begun;
    ClientCall<HealthCheckRequest, HealthCheckResponse> call =
        subchannel.asChannel().newCall(HealthGrpc.getWatchMethod(), CallOptions.DEFAULT);
    begun.call = call;
    ClientCalls.asyncServerStreamingCall(
        call, HealthCheckRequest.newBuilder().setService(wanted).build(), begun);
  }

  private void stopAsking() {
    Asking ended = asking;
    asking = null;
    ClientCall<?, ?> call = ended == null ? null : ended.call;
    if (call != null) {
      call.cancel("the answer is not needed any more", null);
    }
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
  }

  private void heard(ServingStatus status) {
    answered(
        status == ServingStatus.SERVING
            ? Answer.SERVING
            : Answer.problem("the server says " + status));
  }

  private void ended(Asking ended, Status status) {
    asking = null;
    if (status.getCode() == Status.Code.UNIMPLEMENTED) {
      LOG.log(
          Level.INFO,
          "pool of {0}: a server has no grpc.health.v1 and is taken for healthy",
          runtime.target());
      answered(Answer.SERVING);
      return;
    }
    answered(Answer.problem("ended with " + status.getCode() + " " + status.getDescription()));
    Duration wait = backoff.afterLoss(ended.answered ? runtime.nanoTime() - ended.begunAt : 0);
    retry = runtime.schedule("health check", wait, this::ask);
  }

  private void answered(Answer now) {
    if (!now.equals(answer)) {
      answer = now;
      changed.run();
    }
  }

  /** Thread-safe: what it hears it hands to the synchronization context. One Watch call. */
  private final class Asking implements StreamObserver<HealthCheckResponse> {

    private final long begunAt;
    private @Nullable ClientCall<HealthCheckRequest, HealthCheckResponse> call;
    private boolean answered;

    Asking(long begunAt) {
      this.begunAt = begunAt;
    }

    @Override
    public void onNext(HealthCheckResponse response) {
      ifCurrent(
          () -> {
            answered = true;
            heard(response.getStatus());
          });
    }

    @Override
    public void onError(Throwable error) {
      ifCurrent(() -> ended(this, Status.fromThrowable(error)));
    }

    @Override
    public void onCompleted() {
      ifCurrent(
          () -> ended(this, Status.UNAVAILABLE.withDescription("the server ended the watch")));
    }

    private void ifCurrent(Runnable task) {
      runtime.execute(
          "health check",
          () -> {
            if (asking == this) {
              task.run();
            }
          });
    }
  }
}
