package io.grpcpool.planner.route;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Immutable. When and how often a failed call is tried again.
 *
 * @param attempts including the first, 1 to 5; 1 does not retry
 * @param on gRPC status codes in capitals; gRFC A44 knows CANCELLED, DEADLINE_EXCEEDED, INTERNAL,
 *     RESOURCE_EXHAUSTED and UNAVAILABLE
 * @param base the first pause, above zero
 * @param max the longest pause, at least {@code base}
 */
public record RetryView(int attempts, Set<String> on, Duration base, Duration max) {
  public RetryView {
    on = Collections.unmodifiableSortedSet(new TreeSet<>(on));
  }
}
