package io.grpcpool.client.pool;

import java.time.Duration;

/**
 * Immutable. When a pool stops to send calls.
 *
 * @param errorPercent share of failed calls, 1 to 100
 * @param minRequests fewest calls in the window that say anything
 * @param window how far back calls are looked at
 * @param openFor how long no call is sent
 * @param probes calls that must all succeed after that
 */
record CircuitConfig(
    int errorPercent, int minRequests, Duration window, Duration openFor, int probes) {

  /** What holds for a circuit of which nothing more is said. */
  static final CircuitConfig DEFAULTS =
      new CircuitConfig(50, 20, Duration.ofSeconds(10), Duration.ofSeconds(5), 3);
}
