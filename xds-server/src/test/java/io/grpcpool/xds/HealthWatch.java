package io.grpcpool.xds;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Thread-safe. A client that watches the health of a server. */
final class HealthWatch implements StreamObserver<HealthCheckResponse> {

  private final BlockingQueue<ServingStatus> told = new LinkedBlockingQueue<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();

  private HealthWatch() {}

  static HealthWatch over(ManagedChannel channel) {
    HealthWatch watch = new HealthWatch();
    HealthGrpc.newStub(channel).watch(HealthCheckRequest.getDefaultInstance(), watch);
    return watch;
  }

  /** What it is told next. */
  ServingStatus next() throws InterruptedException {
    return Objects.requireNonNull(told.poll(30, TimeUnit.SECONDS), "nothing was told");
  }

  /** The status that it ends with. */
  Status end() throws Exception {
    return end.get(30, TimeUnit.SECONDS);
  }

  @Override
  public void onNext(HealthCheckResponse response) {
    told.add(response.getStatus());
  }

  @Override
  public void onError(Throwable t) {
    end.complete(Status.fromThrowable(t));
  }

  @Override
  public void onCompleted() {
    end.complete(Status.OK);
  }
}
