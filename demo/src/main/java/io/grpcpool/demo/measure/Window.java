package io.grpcpool.demo.measure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Immutable. The calls that were started within a span of time, in the order of their start. */
public record Window(List<Call> calls) {
  public Window {
    calls = List.copyOf(calls);
  }

  /** Calls that ended well. */
  public int succeeded() {
    return (int) calls.stream().filter(Call::ok).count();
  }

  /** Calls that ended in an error. */
  public int failed() {
    return calls.size() - succeeded();
  }

  /** How many calls a revision answered. */
  public int answeredBy(String version) {
    return (int) calls.stream().filter(call -> call.ok() && call.version().equals(version)).count();
  }

  /** Failed calls by status. */
  public Map<String, Long> failures() {
    return calls.stream()
        .filter(call -> !call.ok())
        .collect(Collectors.groupingBy(Call::status, TreeMap::new, Collectors.counting()));
  }

  /** Answered calls by backend. */
  public Map<String, Long> byBackend() {
    return calls.stream()
        .filter(Call::ok)
        .collect(Collectors.groupingBy(Call::backend, TreeMap::new, Collectors.counting()));
  }

  /**
   * A percentile of the time that calls took.
   *
   * @param quantile 0 to 1
   * @return microseconds; 0 for no calls
   */
  public long latencyMicros(double quantile) {
    long[] sorted = calls.stream().mapToLong(Call::micros).sorted().toArray();
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, quantile * sorted.length)];
  }
}
