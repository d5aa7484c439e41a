package io.grpcpool.planner.size;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What a policy says of the size of pools.
 *
 * @param min connections per endpoint and pool, at least 1
 * @param max connections per endpoint and pool, at least {@code min}
 * @param requestsPerConnection calls at a time that one connection is for, at least 1
 * @param serverConnectionBudget connections of one backend over all pools, at least 1; null: no
 *     bound
 * @param shrinkAfter how long load must be low before a connection is given up, above 0
 */
public record SizeLimits(
    int min,
    int max,
    int requestsPerConnection,
    @Nullable Integer serverConnectionBudget,
    Duration shrinkAfter) {

  /** What the budget leaves to each of this many pools; never below 1. */
  int share(int pools) {
    return serverConnectionBudget == null
        ? Integer.MAX_VALUE
        : Math.max(1, serverConnectionBudget / Math.max(1, pools));
  }
}
