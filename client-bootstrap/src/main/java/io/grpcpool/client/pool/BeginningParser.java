package io.grpcpool.client.pool;

import static io.grpcpool.wire.PoolPolicyFields.SLOW_START;
import static io.grpcpool.wire.PoolPolicyFields.WARM_UP;

import java.time.Duration;

/** Immutable. Reads how endpoints begin to take calls; what is absent is the default. */
final class BeginningParser {

  private static final Duration LONGEST = Duration.ofHours(1);

  private final Beginning defaults;

  BeginningParser(Beginning defaults) {
    this.defaults = defaults;
  }

  /** Notes what is wrong in the fields; what it returns then means nothing. */
  Beginning parse(JsonFields policy) {
    Boolean warmUp = policy.flag(WARM_UP);
    Duration slowStart = policy.duration(SLOW_START, Duration.ZERO, LONGEST);
    return new Beginning(
        warmUp != null ? warmUp : defaults.warmUp(),
        slowStart != null ? slowStart : defaults.slowStart());
  }
}
