package io.grpcpool.planner.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What a policy says of the connections to each endpoint. Where it says nothing, a
 * client goes by its bootstrap, then by the library's defaults.
 *
 * @param connections how many; null: as the client decides
 * @param upkeep which of them are closed when
 */
public record PoolView(@Nullable Connections connections, Upkeep upkeep) {

  /** A policy that says nothing. */
  public static final PoolView OPEN = new PoolView(null, Upkeep.OPEN);

  /**
   * Immutable. How many connections a client keeps to each endpoint.
   *
   * @param initial connections opened at once, {@code min} to {@code max}
   * @param min connections kept when idle, at least 1
   * @param max most connections, at least {@code min}
   */
  public record Connections(int initial, int min, int max) {}

  /**
   * Immutable. When a client closes connections; null: as the client decides.
   *
   * @param maxIdle connections above those that load needs which an endpoint may keep
   * @param idleTimeout after which a connection above the minimum that has no calls is closed
   * @param shrinkAfter for which load must be low before an endpoint gives up a connection
   */
  public record Upkeep(
      @Nullable Integer maxIdle, @Nullable Duration idleTimeout, @Nullable Duration shrinkAfter) {

    /** A policy that says nothing. */
    public static final Upkeep OPEN = new Upkeep(null, null, null);
  }
}
