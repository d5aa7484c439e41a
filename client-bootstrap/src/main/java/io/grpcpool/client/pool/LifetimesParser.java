package io.grpcpool.client.pool;

import static io.grpcpool.wire.PoolPolicyFields.DRAIN_GRACE;
import static io.grpcpool.wire.PoolPolicyFields.IDLE_TIMEOUT;

import java.time.Duration;

/** Immutable. Reads the durations of a pool's settings; what is absent is the default. */
final class LifetimesParser {

  /** As in the policy: what the control plane accepts must not be refused here. */
  private static final Duration SHORTEST_IDLE = Duration.ofMillis(1);

  private static final Duration LONGEST = Duration.ofDays(30);

  private final Lifetimes defaults;

  LifetimesParser(Lifetimes defaults) {
    this.defaults = defaults;
  }

  /** Notes what is wrong in the fields; what it returns then means nothing. */
  Lifetimes parse(JsonFields policy) {
    Duration idle = policy.duration(IDLE_TIMEOUT, SHORTEST_IDLE, LONGEST);
    Duration drain = policy.duration(DRAIN_GRACE, Duration.ZERO, LONGEST);
    return new Lifetimes(
        idle != null ? idle : defaults.idleTimeout(),
        drain != null ? drain : defaults.drainGrace());
  }
}
