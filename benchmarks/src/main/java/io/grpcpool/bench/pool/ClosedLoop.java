package io.grpcpool.bench.pool;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Thread-safe: callers share nothing but the phase. A number of callers, each of which calls again
 * as soon as it was answered, on the thread that brought the answer.
 */
final class ClosedLoop implements AutoCloseable {

  private final Channel channel;
  private final byte[] request;
  private final List<Caller> callers = new ArrayList<>();
  private final CountDownLatch ended;
  private volatile boolean measuring;
  private volatile boolean over;

  ClosedLoop(Channel channel, int callers, int bytes) {
    this.channel = channel;
    this.request = new byte[bytes];
    this.ended = new CountDownLatch(callers);
    for (int i = 0; i < callers; i++) {
      this.callers.add(new Caller());
    }
  }

  /** Starts the calls, lets them run unmeasured for the first span and measures the second. */
  Sample run(Duration warmUp, Duration measured) throws InterruptedException {
    callers.forEach(Caller::call);
    pause(warmUp);
    long cpu = cpuNanos();
    long begin = System.nanoTime();
    measuring = true;
    pause(measured);
    measuring = false;
    double nanos = System.nanoTime() - begin;
    double used = cpuNanos() - cpu;
    long calls = callers.stream().mapToLong(caller -> caller.replies).sum();
    return new Sample(
        calls * 1e9 / nanos,
        used / 1e3 / Math.max(1, calls),
        Latencies.p99(callers.stream().map(caller -> caller.latencies).toList()),
        callers.stream().mapToLong(caller -> caller.failures).sum());
  }

  /** Replies in each of the next spans. */
  List<Long> repliesPer(Duration span, int spans) throws InterruptedException {
    callers.forEach(Caller::call);
    measuring = true;
    List<Long> counts = new ArrayList<>();
    long before = 0;
    for (int i = 0; i < spans; i++) {
      pause(span);
      long now = callers.stream().mapToLong(caller -> caller.replies).sum();
      counts.add(now - before);
      before = now;
    }
    return counts;
  }

  /** Ends the calls and waits for the last replies. */
  @Override
  public void close() {
    over = true;
    try {
      ended.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(Duration span) throws InterruptedException {
    new CountDownLatch(1).await(span.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** One call at a time, each from the thread that ended the one before; so plain fields do. */
  private final class Caller extends ClientCall.Listener<byte[]> {
    private final Latencies latencies = new Latencies();
    private volatile long replies;
    private volatile long failures;
    private long started;

    void call() {
      started = System.nanoTime();
      ClientCall<byte[], byte[]> call = channel.newCall(Echo.CALL, CallOptions.DEFAULT);
      call.start(this, new Metadata());
      call.request(2);
      call.sendMessage(request);
      call.halfClose();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, who is whoever has the call
    public void onClose(Status status, Metadata trailers) {
      if (!status.isOk()) {
        failures = failures + 1;
      } else if (measuring) {
        replies = replies + 1;
        latencies.add(System.nanoTime() - started);
      }
      if (over || failures > 100) {
        ended.countDown();
      } else {
        call();
      }
    }
  }
}
