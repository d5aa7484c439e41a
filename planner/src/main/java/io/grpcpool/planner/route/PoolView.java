package io.grpcpool.planner.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What a policy says of the connections to each endpoint. Where it says nothing, a
 * client goes by its bootstrap, then by the library's defaults.
 *
 * @param connections how many; null: as the client decides
 * @param upkeep how long they stay
 * @param beginning how endpoints begin to take calls
 * @param balancing how an endpoint is chosen
 * @param waiting how calls wait when connections are full
 */
public record PoolView(
    @Nullable Connections connections,
    Upkeep upkeep,
    Beginning beginning,
    BalancingView balancing,
    Waiting waiting) {

  /** A policy that says nothing. */
  public static final PoolView OPEN =
      new PoolView(null, Upkeep.OPEN, Beginning.OPEN, new BalancingView.WeightedRoundRobin());

  /** Connections of a policy that says nothing of waiting. */
  public PoolView(
      @Nullable Connections connections,
      Upkeep upkeep,
      Beginning beginning,
      BalancingView balancing) {
    this(connections, upkeep, beginning, balancing, Waiting.OPEN);
  }

  /**
   * Immutable. How many connections a client keeps to each endpoint.
   *
   * @param initial connections opened at once, {@code min} to {@code max}
   * @param min connections kept when idle, at least 1
   * @param max most connections, at least {@code min}
   */
  public record Connections(int initial, int min, int max) {}

  /**
   * Immutable. How long a client keeps and awaits connections; null: as the client decides.
   *
   * @param maxIdle connections above those that load needs which an endpoint may keep
   * @param idleTimeout after which a connection above the minimum that has no calls is closed
   * @param shrinkAfter for which load must be low before an endpoint gives up a connection
   * @param maxConnectionAge at which a connection is replaced
   * @param connectTimeout that a dial may take
   */
  public record Upkeep(
      @Nullable Integer maxIdle,
      @Nullable Duration idleTimeout,
      @Nullable Duration shrinkAfter,
      @Nullable Duration maxConnectionAge,
      @Nullable Duration connectTimeout) {

    /** A policy that says nothing. */
    public static final Upkeep OPEN = new Upkeep(null, null, null, null, null);
  }

  /**
   * Immutable. How endpoints begin to take calls; null: as the client decides.
   *
   * @param warmUp whether connections are open before the first call
   * @param slowStart in which an endpoint that joins comes to its full share
   */
  public record Beginning(@Nullable Boolean warmUp, @Nullable Duration slowStart) {

    /** A policy that says nothing. */
    public static final Beginning OPEN = new Beginning(null, null);
  }

  /**
   * Immutable. How calls wait when connections are full; null: as the client decides.
   *
   * @param acquireTimeout for which a call waits
   * @param maxWaiting calls of a channel that may wait
   */
  public record Waiting(@Nullable Duration acquireTimeout, @Nullable Integer maxWaiting) {

    /** A policy that says nothing. */
    public static final Waiting OPEN = new Waiting(null, null);
  }
}
