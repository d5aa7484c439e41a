package io.grpcpool.client.pool;

import static io.grpcpool.wire.PoolPolicyFields.ACQUIRE_TIMEOUT;
import static io.grpcpool.wire.PoolPolicyFields.MAX_WAITING;

import java.time.Duration;

/** Immutable. Reads how calls wait when connections are full; what is absent is the default. */
final class QueueParser {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST = 1_000_000;

  private final QueueConfig defaults;

  QueueParser(QueueConfig defaults) {
    this.defaults = defaults;
  }

  /** Notes what is wrong in the fields; what it returns then means nothing. */
  QueueConfig parse(JsonFields policy) {
    Duration timeout = policy.duration(ACQUIRE_TIMEOUT, SHORTEST, LONGEST);
    Integer waiting = policy.wholeNumber(MAX_WAITING, 0, MOST);
    return new QueueConfig(
        timeout != null ? timeout : defaults.acquireTimeout(),
        waiting != null ? waiting : defaults.maxWaiting());
  }
}
