package io.grpcpool.planner.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What keeps calls from endpoints that fail, and too many calls from those that do not.
 *
 * @param outliers null: clients are not told of outlier detection at all
 * @param circuit null: as the client decides
 * @param rate null: as the client decides
 * @param healthService what servers are asked for by grpc.health.v1, empty: as a whole; null: as
 *     the client decides
 */
public record ProtectionView(
    @Nullable OutlierView outliers,
    @Nullable Circuit circuit,
    @Nullable Rate rate,
    @Nullable String healthService,
    @Nullable Boolean failWhenFull) {

  /** A policy that asks for nothing of it. */
  public static final ProtectionView NONE = new ProtectionView(null, null, null, null, null);

  /**
   * Immutable. When a client sends no calls at all for a while.
   *
   * @param errorPercent share of failed calls, 1 to 100
   * @param minRequests fewest calls in the window that say anything
   * @param window how far back calls are looked at
   * @param openFor how long no call is sent
   * @param probes calls that must succeed after that
   */
  public record Circuit(
      int errorPercent, int minRequests, Duration window, Duration openFor, int probes) {}

  /**
   * Immutable. The calls that a client process may send to the policy's service.
   *
   * @param requestsPerSecond in the long run
   * @param burst at once after a pause
   */
  public record Rate(int requestsPerSecond, int burst) {}
}
