package io.grpcpool.client.pool;

import static io.grpcpool.wire.PoolPolicyFields.CUSTOM;
import static io.grpcpool.wire.PoolPolicyFields.LEAST_REQUEST;
import static io.grpcpool.wire.PoolPolicyFields.LOAD_BALANCING;
import static io.grpcpool.wire.PoolPolicyFields.METADATA;
import static io.grpcpool.wire.PoolPolicyFields.NAME;
import static io.grpcpool.wire.PoolPolicyFields.POLICY;
import static io.grpcpool.wire.PoolPolicyFields.RING_HASH;
import static io.grpcpool.wire.PoolPolicyFields.WEIGHTED_ROUND_ROBIN;

import java.util.regex.Pattern;

/** Immutable. Reads how an endpoint is chosen; what is absent is the default. */
final class BalancingParser {

  private static final Pattern POLICIES =
      Pattern.compile(String.join("|", WEIGHTED_ROUND_ROBIN, LEAST_REQUEST, RING_HASH, CUSTOM));

  /** Binary values have no text to hash. */
  private static final Pattern KEY = Pattern.compile("[a-z0-9_.-]{1,128}(?<!-bin)");

  private static final Pattern ANY_NAME = Pattern.compile(".{1,128}");

  private final Balancing defaults;

  BalancingParser(Balancing defaults) {
    this.defaults = defaults;
  }

  /** Notes what is wrong in the fields; what it returns then means nothing. */
  Balancing parse(JsonFields pool) {
    JsonFields balancing = pool.object(LOAD_BALANCING);
    String policy =
        balancing.text(
            POLICY,
            POLICIES,
            String.join(", ", WEIGHTED_ROUND_ROBIN, LEAST_REQUEST, RING_HASH, CUSTOM));
    if (policy == null) {
      return defaults;
    }
    return switch (policy) {
      case LEAST_REQUEST -> new Balancing.LeastRequest();
      case RING_HASH ->
          new Balancing.RingHash(
              balancing.required(METADATA, KEY, "a metadata key in lower case, not …-bin"));
      case CUSTOM -> new Balancing.Custom(balancing.required(NAME, ANY_NAME, "a name"));
      default -> new Balancing.WeightedRoundRobin();
    };
  }
}
