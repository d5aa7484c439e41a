package io.grpcpool.bench.pool;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Confined to the calling thread, except for the replies. Calls at a rate, whatever the replies do;
 * a latency runs from the time at which the call was due, so that a stall is not left out.
 */
final class PacedLoop {

  private static final byte[] REQUEST = new byte[16];

  private final Channel channel;
  private final AtomicLong failures = new AtomicLong();

  PacedLoop(Channel channel) {
    this.channel = channel;
  }

  /** Calls for the span and returns the latencies in microseconds, in no order. */
  List<Double> run(double callsPerSecond, Duration span) throws InterruptedException {
    int calls = (int) (callsPerSecond * span.toNanos() / 1e9);
    double[] micros = new double[calls];
    CountDownLatch answered = new CountDownLatch(calls);
    long begin = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      long due = begin + (long) (i * 1e9 / callsPerSecond);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      call(due, i, micros, answered);
    }
    answered.await(10, TimeUnit.SECONDS);
    List<Double> all = new ArrayList<>(calls);
    for (double latency : micros) {
      all.add(latency);
    }
    return all;
  }

  long failures() {
    return failures.get();
  }

  private void call(long due, int index, double[] micros, CountDownLatch answered) {
    ClientCall<byte[], byte[]> call = channel.newCall(Echo.CALL, CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            micros[index] = (System.nanoTime() - due) / 1e3;
            if (!status.isOk()) {
              failures.incrementAndGet();
            }
            answered.countDown();
          }
        },
        new Metadata());
    call.request(2);
    call.sendMessage(REQUEST);
    call.halfClose();
  }
}
