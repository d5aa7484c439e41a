package io.grpcpool.client.pool;

import static io.grpcpool.wire.PoolPolicyFields.CONNECTIONS_PER_ENDPOINT;
import static io.grpcpool.wire.PoolPolicyFields.DRAIN_GRACE;
import static io.grpcpool.wire.PoolPolicyFields.IDLE_TIMEOUT;
import static io.grpcpool.wire.PoolPolicyFields.INITIAL;
import static io.grpcpool.wire.PoolPolicyFields.MAX;
import static io.grpcpool.wire.PoolPolicyFields.MIN;
import static io.grpcpool.wire.PoolPolicyFields.REQUESTS_PER_CONNECTION;

import io.grpc.NameResolver.ConfigOrError;
import io.grpc.Status;
import io.grpcpool.wire.PoolPolicyFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Turns the JSON of a policy into a {@link PoolConfig}: unknown keys are ignored so that
 * a newer control plane may add some, and every bad value is named in one error, which grpc-java
 * sends back as a NACK.
 */
final class PoolConfigParser {

  /**
   * More connections to one endpoint than this help nobody, and a slip of the pen must not open
   * thousands.
   */
  static final int MOST_CONNECTIONS = 100;

  private static final int MOST_REQUESTS = 1_000_000;

  /** As in the policy: what the control plane accepts must not be refused here. */
  private static final Duration SHORTEST_IDLE = Duration.ofMillis(1);

  private static final Duration LONGEST = Duration.ofDays(30);

  private final PoolConfig defaults;

  /**
   * @param defaults what an absent field means
   */
  PoolConfigParser(PoolConfig defaults) {
    this.defaults = defaults;
  }

  ConfigOrError parse(Map<String, ?> json) {
    List<String> problems = new ArrayList<>();
    JsonFields policy = new JsonFields("", json, problems);
    JsonFields connections = policy.object(CONNECTIONS_PER_ENDPOINT);
    Integer initial = connections.wholeNumber(INITIAL, 1, MOST_CONNECTIONS);
    Integer min = connections.wholeNumber(MIN, 1, MOST_CONNECTIONS);
    Integer max = connections.wholeNumber(MAX, 1, MOST_CONNECTIONS);
    refuseAbove(INITIAL, initial, MAX, max, connections);
    refuseAbove(MIN, min, MAX, max, connections);
    refuseAbove(MIN, min, INITIAL, initial, connections);
    Integer requests = policy.wholeNumber(REQUESTS_PER_CONNECTION, 1, MOST_REQUESTS);
    Duration idle = policy.duration(IDLE_TIMEOUT, SHORTEST_IDLE, LONGEST);
    Duration drain = policy.duration(DRAIN_GRACE, Duration.ZERO, LONGEST);
    if (!problems.isEmpty()) {
      return ConfigOrError.fromError(
          Status.INVALID_ARGUMENT.withDescription(
              PoolPolicyFields.POLICY_NAME + " policy: " + String.join(", ", problems)));
    }
    return ConfigOrError.fromConfig(merge(initial, min, max, requests, idle, drain));
  }

  /** What is given stands; what is absent is the default, moved as little as needed to fit. */
  private PoolConfig merge(
      @Nullable Integer initial,
      @Nullable Integer min,
      @Nullable Integer max,
      @Nullable Integer requests,
      @Nullable Duration idle,
      @Nullable Duration drain) {
    int floor = Math.max(or(min, 1), or(initial, 1));
    int top = max != null ? max : Math.max(defaults.max(), floor);
    int bottom = min != null ? min : Math.min(defaults.min(), initial != null ? initial : top);
    int start = initial != null ? initial : Math.max(bottom, Math.min(defaults.initial(), top));
    return new PoolConfig(
        start,
        bottom,
        top,
        or(requests, defaults.requestsPerConnection()),
        idle != null ? idle : defaults.idleTimeout(),
        drain != null ? drain : defaults.drainGrace());
  }

  private static int or(@Nullable Integer value, int otherwise) {
    return value != null ? value : otherwise;
  }

  private static void refuseAbove(
      String lowName,
      @Nullable Integer low,
      String highName,
      @Nullable Integer high,
      JsonFields fields) {
    if (low != null && high != null && low > high) {
      fields.note(lowName, low, "at most " + highName + ", which is " + high);
    }
  }
}
