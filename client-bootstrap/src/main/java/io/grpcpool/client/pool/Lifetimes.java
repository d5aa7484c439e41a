package io.grpcpool.client.pool;

import java.time.Duration;

/**
 * Immutable. How long connections and endpoints stay.
 *
 * @param idleTimeout time without a call after which a connection above the minimum is closed
 * @param drainGrace time for which an explicitly empty set of endpoints goes on being served
 */
record Lifetimes(Duration idleTimeout, Duration drainGrace) {

  /** What holds where neither the policy nor the bootstrap says anything. */
  static final Lifetimes DEFAULTS = new Lifetimes(Duration.ofMinutes(30), Duration.ofSeconds(10));
}
