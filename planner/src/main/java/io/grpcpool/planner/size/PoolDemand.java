package io.grpcpool.planner.size;

/**
 * Immutable. What the pools of one cluster do, over all replicas.
 *
 * @param callsPerSecond attempts of calls that ended
 * @param latencySeconds how long one took, on average
 * @param pools connected: one per channel
 * @param endpoints that take calls; each pool connects to each
 */
public record PoolDemand(double callsPerSecond, double latencySeconds, int pools, int endpoints) {

  /** Nobody is connected. */
  public static final PoolDemand NONE = new PoolDemand(0, 0, 0, 0);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is negative or no number
   */
  public PoolDemand {
    if (!(callsPerSecond >= 0 && latencySeconds >= 0) || pools < 0 || endpoints < 0) {
      throw new IllegalArgumentException(
          "demand is %s calls/s of %s s, %d pools, %d endpoints; allowed: 0 or more"
              .formatted(callsPerSecond, latencySeconds, pools, endpoints));
    }
  }

  /** Whether there is anything to judge by. */
  boolean isKnown() {
    return pools > 0 && endpoints > 0;
  }

  /** Calls under way at a time in one pool to one endpoint, by Little's law. */
  double concurrency() {
    return callsPerSecond * latencySeconds / pools / endpoints;
  }
}
