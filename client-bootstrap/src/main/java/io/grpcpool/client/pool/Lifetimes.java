package io.grpcpool.client.pool;

import java.time.Duration;

/**
 * Immutable. How long connections and endpoints stay.
 *
 * @param idleTimeout time without a call after which a connection above the minimum is closed
 * @param shrinkAfter time for which load must have been low before an endpoint gives up a
 *     connection, and the least time between two that it gives up
 * @param drainGrace time for which an explicitly empty set of endpoints goes on being served
 */
record Lifetimes(Duration idleTimeout, Duration shrinkAfter, Duration drainGrace) {

  /** What holds where neither the policy nor the bootstrap says anything. */
  static final Lifetimes DEFAULTS =
      new Lifetimes(Duration.ofMinutes(30), Duration.ofMinutes(1), Duration.ofSeconds(10));
}
