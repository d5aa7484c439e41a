package io.grpcpool.planner.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What a policy says of the connections to each endpoint. Where it says nothing, a
 * client goes by its bootstrap, then by the library's defaults.
 *
 * @param connections how many; null: as the client decides
 * @param idleTimeout after which a connection above the minimum that has no calls is closed; null:
 *     as the client decides
 */
public record PoolView(@Nullable Connections connections, @Nullable Duration idleTimeout) {

  /** A policy that says nothing. */
  public static final PoolView OPEN = new PoolView(null, null);

  /**
   * Immutable. How many connections a client keeps to each endpoint.
   *
   * @param initial connections opened at once, {@code min} to {@code max}
   * @param min connections kept when idle, at least 1
   * @param max most connections, at least {@code min}
   */
  public record Connections(int initial, int min, int max) {}
}
