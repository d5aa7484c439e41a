package io.grpcpool.xds.visibility;

import io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.envoyproxy.envoy.service.status.v3.ClientStatusResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: guarded by its own lock, as answers come on another thread than requests. One CSDS
 * call, with one request under way at a time.
 */
final class StatusStream implements StreamObserver<ClientStatusRequest> {

  private final Function<ClientStatusRequest, CompletableFuture<ClientStatusResponse>> read;
  private final ServerCallStreamObserver<ClientStatusResponse> call;
  private boolean answering;
  private boolean halfClosed;
  private boolean failed;

  StatusStream(
      Function<ClientStatusRequest, CompletableFuture<ClientStatusResponse>> read,
      ServerCallStreamObserver<ClientStatusResponse> call) {
    this.read = read;
    this.call = call;
  }

  @Override
  public synchronized void onNext(ClientStatusRequest request) {
    answering = true;
    read.apply(request).whenComplete(this::answer);
  }

  private synchronized void answer(
      @Nullable ClientStatusResponse response, @Nullable Throwable failure) {
    answering = false;
    if (response == null) {
      failed = true;
      call.onError(statusOf(failure).asRuntimeException());
      return;
    }
    call.onNext(response);
    if (halfClosed) {
      call.onCompleted();
    } else {
      call.request(1);
    }
  }

  private static Status statusOf(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof StatusRuntimeException status
        ? status.getStatus()
        : Status.UNAVAILABLE.withDescription("the streams did not tell").withCause(cause);
  }

  @Override
  public void onError(Throwable cancelled) {
    // The caller left: there is nobody to answer.
  }

  @Override
  public synchronized void onCompleted() {
    halfClosed = true;
    if (!answering && !failed) {
      call.onCompleted();
    }
  }
}
