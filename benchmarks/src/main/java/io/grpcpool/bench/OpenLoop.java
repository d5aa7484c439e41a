package io.grpcpool.bench;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Thread-safe. Sends calls at a fixed rate whether or not earlier ones have come back, so that a
 * stall shows as failures and late replies and not as a lower rate.
 */
final class OpenLoop implements AutoCloseable {

  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, LongAdder> replies = new ConcurrentHashMap<>();
  private final LongAdder failures = new LongAdder();
  private final Channel channel;
  private final LongSupplier nanoTime;
  private volatile Awaited awaited = Awaited.NOTHING;

  OpenLoop(Channel channel, int callsPerSecond, LongSupplier nanoTime) {
    this.channel = channel;
    this.nanoTime = nanoTime;
    long period = TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
    ticks.scheduleAtFixedRate(this::call, 0, period, TimeUnit.NANOSECONDS);
  }

  /** The first reply of a version from now on; at most one wait at a time. */
  FirstReply await(String version) {
    FirstReply first = new FirstReply();
    awaited = new Awaited(version, first);
    return first;
  }

  /** What paces the calls, and may pace the benchmark too. */
  ScheduledExecutorService timer() {
    return ticks;
  }

  long failures() {
    return failures.sum();
  }

  Map<String, Long> replies() {
    Map<String, Long> counts = new TreeMap<>();
    replies.forEach((version, count) -> counts.put(version, count.sum()));
    return counts;
  }

  private void call() {
    ClientCalls.asyncUnaryCall(
        channel.newCall(
            VersionServer.WHO, CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS)),
        "",
        new StreamObserver<>() {
          @Override
          public void onNext(String version) {
            replies.computeIfAbsent(version, v -> new LongAdder()).increment();
            Awaited now = awaited;
            if (now.version().equals(version)) {
              now.first().at(nanoTime.getAsLong());
            }
          }

          @Override
          public void onError(Throwable t) {
            failures.increment();
          }

          @Override
          public void onCompleted() {
            // The reply was counted when it came.
          }
        });
  }

  @Override
  public void close() {
    ticks.shutdownNow();
  }

  private record Awaited(String version, FirstReply first) {
    static final Awaited NOTHING = new Awaited("", new FirstReply());
  }
}
