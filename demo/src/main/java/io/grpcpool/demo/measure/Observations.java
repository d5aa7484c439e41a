package io.grpcpool.demo.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Thread-safe: one lock guards everything. All that the client has reported so far. */
public final class Observations {
  private final List<Call> calls = new ArrayList<>();
  private List<EndpointConnections> pools = List.of();
  private long completeUntilMicros;
  private boolean ended;

  /** Takes in a report and wakes whoever waits for one. */
  public synchronized void add(LoadReport report) {
    calls.addAll(report.calls());
    pools = report.pools();
    completeUntilMicros = report.completeUntilMicros();
    notifyAll();
  }

  /** No report will follow: waiting ends. */
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The connections as last reported. */
  public synchronized List<EndpointConnections> pools() {
    return pools;
  }

  /** Each call that was started before this moment is known. */
  public synchronized long completeUntilMicros() {
    return completeUntilMicros;
  }

  /** All calls so far. */
  public Window all() {
    return between(0, Long.MAX_VALUE);
  }

  /** The calls that were started at or after {@code fromMicros} and before {@code toMicros}. */
  public synchronized Window between(long fromMicros, long toMicros) {
    return new Window(
        calls.stream()
            .filter(call -> call.startMicros() >= fromMicros && call.startMicros() < toMicros)
            .sorted(Comparator.comparingLong(Call::startMicros))
            .toList());
  }

  /**
   * Waits until the condition holds; it is asked at once and after each report.
   *
   * @return whether it held within {@code timeout}; false also when the client has gone
   */
  public synchronized boolean await(Predicate<Observations> condition, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.test(this)) {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0 || ended) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
