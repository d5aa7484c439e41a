package io.grpcpool.client.pool;

import java.time.Duration;

/**
 * Immutable. How calls of a channel of the facade wait when the connections carry as many as they
 * may.
 *
 * @param acquireTimeout how long a call waits
 * @param maxWaiting how many may wait at a time
 */
record QueueConfig(Duration acquireTimeout, int maxWaiting) {

  /** What holds where neither the policy nor the bootstrap says anything. */
  static final QueueConfig DEFAULTS = new QueueConfig(Duration.ofSeconds(30), 10_000);
}
