package io.grpcpool.demo.load;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.grpcpool.demo.backend.UserService;
import io.grpcpool.demo.measure.Call;
import io.grpcpool.demo.measure.EndpointConnections;
import io.grpcpool.demo.measure.LoadReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Starts calls and makes reports on one thread, the scheduler's; calls end on gRPC's. A steady load
 * that does not wait for answers.
 */
final class OpenLoop {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final Channel channel;
  private final InstantSource clock;
  private final Supplier<List<EndpointConnections>> pools;
  private final Queue<Call> ended = new ConcurrentLinkedQueue<>();
  private final ConcurrentSkipListMap<Long, Long> startsInFlight = new ConcurrentSkipListMap<>();
  private long number;

  OpenLoop(Channel channel, InstantSource clock, Supplier<List<EndpointConnections>> pools) {
    this.channel = channel;
    this.clock = clock;
    this.pools = pools;
  }

  /**
   * Starts {@code callsPerSecond} and reports at an interval, for as long as the scheduler runs.
   */
  void run(
      ScheduledExecutorService oneThread,
      int callsPerSecond,
      Duration reportEvery,
      Consumer<LoadReport> reports) {
    oneThread.scheduleAtFixedRate(
        this::call, 0, TimeUnit.SECONDS.toNanos(1) / callsPerSecond, TimeUnit.NANOSECONDS);
    oneThread.scheduleAtFixedRate(
        () -> reports.accept(report()), 0, reportEvery.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void call() {
    long id = number++;
    long start = nowMicros();
    startsInFlight.put(id, start);
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    ClientCalls.asyncUnaryCall(
        channel.newCall(UserService.GET, options), "user-" + id, new Answer(id, start));
  }

  private LoadReport report() {
    // First the mark, then the calls: whatever began before the mark and has ended is in the queue.
    long now = nowMicros();
    Map.Entry<Long, Long> oldest = startsInFlight.firstEntry();
    long completeUntil = oldest == null ? now : oldest.getValue();
    List<Call> calls = new ArrayList<>();
    for (Call call = ended.poll(); call != null; call = ended.poll()) {
      calls.add(call);
    }
    return new LoadReport(calls, completeUntil, pools.get());
  }

  private long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  /** One call's answer. */
  private final class Answer implements StreamObserver<String> {
    private final long id;
    private final long startMicros;
    private String answer = " ";

    Answer(long id, long startMicros) {
      this.id = id;
      this.startMicros = startMicros;
    }

    @Override
    public void onNext(String value) {
      answer = value;
    }

    @Override
    public void onCompleted() {
      end(Status.Code.OK.name());
    }

    @Override
    public void onError(Throwable error) {
      Status status = Status.fromThrowable(error);
      System.err.println("call " + id + ": " + status);
      end(status.getCode().name());
    }

    private void end(String status) {
      int space = answer.indexOf(' ');
      ended.add(
          new Call(
              startMicros,
              nowMicros() - startMicros,
              answer.substring(0, space),
              answer.substring(space + 1),
              status));
      startsInFlight.remove(id);
    }
  }
}
