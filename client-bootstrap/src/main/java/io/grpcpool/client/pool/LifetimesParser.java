package io.grpcpool.client.pool;

import static io.grpcpool.wire.PoolPolicyFields.CONNECT_TIMEOUT;
import static io.grpcpool.wire.PoolPolicyFields.DRAIN_GRACE;
import static io.grpcpool.wire.PoolPolicyFields.IDLE_TIMEOUT;
import static io.grpcpool.wire.PoolPolicyFields.MAX_CONNECTION_AGE;
import static io.grpcpool.wire.PoolPolicyFields.SHRINK_AFTER;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Immutable. Reads the durations of a pool's settings; what is absent is the default. */
final class LifetimesParser {

  /** As in the policy: what the control plane accepts must not be refused here. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private static final Duration LONGEST = Duration.ofDays(30);

  private final Lifetimes defaults;

  LifetimesParser(Lifetimes defaults) {
    this.defaults = defaults;
  }

  /** Notes what is wrong in the fields; what it returns then means nothing. */
  Lifetimes parse(JsonFields policy) {
    return new Lifetimes(
        positive(policy, IDLE_TIMEOUT, defaults.idleTimeout()),
        positive(policy, SHRINK_AFTER, defaults.shrinkAfter()),
        positive(policy, MAX_CONNECTION_AGE, defaults.maxConnectionAge()),
        positive(policy, CONNECT_TIMEOUT, defaults.connectTimeout()),
        or(policy.duration(DRAIN_GRACE, Duration.ZERO, LONGEST), defaults.drainGrace()));
  }

  private static Duration positive(JsonFields policy, String key, Duration absent) {
    return or(policy.duration(key, SHORTEST, LONGEST), absent);
  }

  private static Duration or(@Nullable Duration written, Duration absent) {
    return written != null ? written : absent;
  }
}
