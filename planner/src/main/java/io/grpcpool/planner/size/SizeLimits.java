package io.grpcpool.planner.size;

import io.grpcpool.planner.route.PoolView;
import io.grpcpool.planner.route.PoolView.Connections;
import java.time.Duration;
import java.util.Objects;
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

  /** As many calls at a time as servers mostly allow on one connection. */
  private static final int REQUESTS_PER_CONNECTION = 100;

  private static final Connections OF_CLIENTS = new Connections(1, 1, 8);
  private static final Duration SHRINK_AFTER = Duration.ofSeconds(60);

  /** The limits of a policy; where it says nothing, those of the client library. */
  public static SizeLimits of(PoolView pool) {
    Connections connections = Objects.requireNonNullElse(pool.connections(), OF_CLIENTS);
    return new SizeLimits(
        connections.min(),
        connections.max(),
        REQUESTS_PER_CONNECTION,
        null,
        Objects.requireNonNullElse(pool.upkeep().shrinkAfter(), SHRINK_AFTER));
  }

  /** What the budget leaves to each of this many pools; never below 1. */
  int share(int pools) {
    return serverConnectionBudget == null
        ? Integer.MAX_VALUE
        : Math.max(1, serverConnectionBudget / Math.max(1, pools));
  }
}
