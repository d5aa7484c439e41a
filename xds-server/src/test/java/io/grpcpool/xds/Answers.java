package io.grpcpool.xds;

import static org.assertj.core.api.Assertions.fail;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Thread-safe: filled by gRPC, read by the test's thread. What a client is answered on one stream.
 */
public class Answers<T> implements StreamObserver<T> {

  private final BlockingQueue<T> answers = new LinkedBlockingQueue<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();

  /** The next answer; waits for it. */
  public final T next() {
    try {
      T answer = answers.poll(20, TimeUnit.SECONDS);
      return answer == null ? fail("no answer within 20 s") : answer;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** How the stream ended; waits for that. */
  public final Status end() {
    return end.orTimeout(15, TimeUnit.SECONDS).join();
  }

  @Override
  public final void onNext(T answer) {
    answers.add(answer);
  }

  @Override
  public final void onError(Throwable t) {
    end.complete(Status.fromThrowable(t));
  }

  @Override
  public final void onCompleted() {
    end.complete(Status.OK);
  }
}
