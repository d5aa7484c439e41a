package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread-safe. Calls to the test backends: single ones, or a steady load of callers that call again
 * as soon as answered.
 */
public final class Calls implements AutoCloseable {

  private final Channel channel;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger succeeded = new AtomicInteger();
  private final Map<Status.Code, AtomicInteger> failed = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  public Calls(Channel channel) {
    this.channel = channel;
  }

  /** One call, made and answered; the answer is the port of the backend. */
  public static int one(Channel channel) {
    byte[] answer =
        ClientCalls.blockingUnaryCall(
            channel,
            Echo.METHOD,
            CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS),
            new byte[16]);
    return Integer.parseInt(new String(answer, StandardCharsets.US_ASCII));
  }

  /** Adds callers, each of which calls again when its call ends. */
  public Calls keepCalling(int callers) {
    for (int i = 0; i < callers; i++) {
      running.incrementAndGet();
      call();
    }
    return this;
  }

  /** Makes calls that are not repeated. */
  public Calls callOnce(int calls) {
    stopped = true;
    return keepCalling(calls);
  }

  public int succeeded() {
    return succeeded.get();
  }

  /** How many calls failed, by code. */
  public Map<Status.Code, AtomicInteger> failures() {
    return Map.copyOf(failed);
  }

  /** Lets more calls go through than have so far. */
  public void awaitMore(int calls) {
    int target = succeeded.get() + calls;
    eventually(() -> succeeded.get() >= target);
  }

  /** Ends the load and waits for the calls in flight. */
  public void stop() {
    stopped = true;
    eventually(() -> running.get() == 0);
  }

  @Override
  public void close() {
    stopped = true;
  }

  private void call() {
    ClientCalls.asyncUnaryCall(
        channel.newCall(Echo.METHOD, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS)),
        new byte[16],
        new StreamObserver<byte[]>() {
          @Override
          public void onNext(byte[] answer) {}

          @Override
          public void onError(Throwable error) {
            failed
                .computeIfAbsent(Status.fromThrowable(error).getCode(), code -> new AtomicInteger())
                .incrementAndGet();
            ended();
          }

          @Override
          public void onCompleted() {
            succeeded.incrementAndGet();
            ended();
          }
        });
  }

  private void ended() {
    if (stopped) {
      running.decrementAndGet();
    } else {
      call();
    }
  }
}
