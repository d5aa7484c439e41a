package io.grpcpool.client.pool;

import java.time.Duration;

/**
 * Immutable. How long connections and endpoints stay.
 *
 * @param idleTimeout time without a call after which a connection above the minimum is closed
 * @param shrinkAfter time for which load must have been low before an endpoint gives up a
 *     connection, and the least time between two that it gives up
 * @param maxConnectionAge age at which a connection is replaced, give or take a tenth
 * @param connectTimeout time that a dial may take until the server's first SETTINGS
 * @param drainGrace time for which an explicitly empty set of endpoints goes on being served
 */
record Lifetimes(
    Duration idleTimeout,
    Duration shrinkAfter,
    Duration maxConnectionAge,
    Duration connectTimeout,
    Duration drainGrace) {

  /**
   * What holds where neither the policy nor the bootstrap says anything. A dial may take as long as
   * grpc-java lets TCP take.
   */
  static final Lifetimes DEFAULTS =
      new Lifetimes(
          Duration.ofMinutes(30),
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          Duration.ofSeconds(20),
          Duration.ofSeconds(10));
}
