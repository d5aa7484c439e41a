package io.grpcpool.client.pool;

import static io.grpcpool.wire.PoolPolicyFields.BURST;
import static io.grpcpool.wire.PoolPolicyFields.CIRCUIT;
import static io.grpcpool.wire.PoolPolicyFields.ERROR_PERCENT;
import static io.grpcpool.wire.PoolPolicyFields.FAIL_WHEN_FULL;
import static io.grpcpool.wire.PoolPolicyFields.HEALTH_CHECK;
import static io.grpcpool.wire.PoolPolicyFields.MIN_REQUESTS;
import static io.grpcpool.wire.PoolPolicyFields.OPEN_FOR;
import static io.grpcpool.wire.PoolPolicyFields.PROBES;
import static io.grpcpool.wire.PoolPolicyFields.RATE_LIMIT;
import static io.grpcpool.wire.PoolPolicyFields.REQUESTS_PER_SECOND;
import static io.grpcpool.wire.PoolPolicyFields.SERVICE;
import static io.grpcpool.wire.PoolPolicyFields.WINDOW;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Reads what protects a pool: a section that is absent is the default's whole section, a
 * field that is absent in one that is there is the library's.
 */
final class ProtectionParser {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int MOST_REQUESTS = 1_000_000;
  private static final int MOST_PROBES = 1_000;
  private static final int LONGEST_SERVICE = 256;

  private final ProtectionConfig defaults;

  ProtectionParser(ProtectionConfig defaults) {
    this.defaults = defaults;
  }

  /** Notes what is wrong in the fields; what it returns then means nothing. */
  ProtectionConfig parse(JsonFields policy) {
    return new ProtectionConfig(
        policy.has(CIRCUIT) ? circuit(policy.object(CIRCUIT)) : defaults.circuit(),
        policy.has(RATE_LIMIT) ? rate(policy.object(RATE_LIMIT)) : defaults.rate(),
        policy.has(HEALTH_CHECK) ? health(policy.object(HEALTH_CHECK)) : defaults.healthService(),
        or(policy.flag(FAIL_WHEN_FULL), defaults.failWhenFull()));
  }

  private static CircuitConfig circuit(JsonFields written) {
    CircuitConfig absent = CircuitConfig.DEFAULTS;
    return new CircuitConfig(
        or(written.wholeNumber(ERROR_PERCENT, 1, 100), absent.errorPercent()),
        or(written.wholeNumber(MIN_REQUESTS, 1, MOST_REQUESTS), absent.minRequests()),
        or(written.duration(WINDOW, SHORTEST, LONGEST), absent.window()),
        or(written.duration(OPEN_FOR, SHORTEST, LONGEST), absent.openFor()),
        or(written.wholeNumber(PROBES, 1, MOST_PROBES), absent.probes()));
  }

  private static RateConfig rate(JsonFields written) {
    if (!written.has(REQUESTS_PER_SECOND)) {
      written.note(REQUESTS_PER_SECOND, "absent", "a whole number from 1 to " + MOST_REQUESTS);
    }
    int rate = or(written.wholeNumber(REQUESTS_PER_SECOND, 1, MOST_REQUESTS), 1);
    int tenth = Math.max(1, rate / 10);
    return new RateConfig(rate, or(written.wholeNumber(BURST, 1, MOST_REQUESTS), tenth));
  }

  private static String health(JsonFields written) {
    return or(written.string(SERVICE, LONGEST_SERVICE), "");
  }

  private static <T> T or(@Nullable T written, T absent) {
    return Objects.requireNonNullElse(written, absent);
  }
}
