package io.grpcpool.xds.telemetry;

import io.grpcpool.telemetry.v1.PoolState;

/**
 * Immutable. The pools of one cluster by the last report of each client that is connected.
 *
 * @param clients processes that report the cluster
 * @param pools one per channel
 * @param facadePools those of channels that the library's facade made
 * @param endpoints over all pools
 * @param unreachable endpoints that no connection can be had to
 * @param open connections that may take calls
 * @param inUse open connections with a call in flight
 * @param connecting connections that are being dialled
 * @param inFlight calls that have a connection
 * @param waiting calls in flight that wait for a stream
 * @param microCallsPerSecond attempts that ended, in millionths per second
 * @param microConcurrency attempts that were under way on average, in millionths: by Little's law
 *     their rate times their latency
 */
public record PoolGauges(
    int clients,
    int pools,
    int facadePools,
    int endpoints,
    int unreachable,
    int open,
    int inUse,
    int connecting,
    int inFlight,
    int waiting,
    long microCallsPerSecond,
    long microConcurrency) {

  /** No client. */
  public static final PoolGauges NONE = new PoolGauges(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** What one client says. */
  static PoolGauges of(PoolState state, int clients, long microCallsPerSecond, long concurrency) {
    return new PoolGauges(
        clients,
        notNegative(state.getPools()),
        notNegative(state.getFacadePools()),
        notNegative(state.getEndpoints()),
        notNegative(state.getUnreachable()),
        notNegative(state.getOpen()),
        notNegative(state.getInUse()),
        notNegative(state.getConnecting()),
        notNegative(state.getInFlight()),
        notNegative(state.getWaiting()),
        microCallsPerSecond,
        concurrency);
  }

  /** The fields are unsigned on the wire; what does not fit is no count. */
  private static int notNegative(int count) {
    return Math.max(0, count);
  }

  PoolState toMessage() {
    return PoolState.newBuilder()
        .setPools(pools)
        .setFacadePools(facadePools)
        .setEndpoints(endpoints)
        .setUnreachable(unreachable)
        .setOpen(open)
        .setInUse(inUse)
        .setConnecting(connecting)
        .setInFlight(inFlight)
        .setWaiting(waiting)
        .build();
  }

  /** Open connections without a call. */
  public int idle() {
    return open - inUse;
  }

  /** Attempts that ended per second. */
  public double callsPerSecond() {
    return microCallsPerSecond / 1e6;
  }

  /** Attempts that were under way on average. */
  public double concurrency() {
    return microConcurrency / 1e6;
  }

  /** Both together. */
  public PoolGauges plus(PoolGauges other) {
    return combine(other, 1);
  }

  PoolGauges minus(PoolGauges other) {
    return combine(other, -1);
  }

  private PoolGauges combine(PoolGauges other, int sign) {
    return new PoolGauges(
        clients + sign * other.clients,
        pools + sign * other.pools,
        facadePools + sign * other.facadePools,
        endpoints + sign * other.endpoints,
        unreachable + sign * other.unreachable,
        open + sign * other.open,
        inUse + sign * other.inUse,
        connecting + sign * other.connecting,
        inFlight + sign * other.inFlight,
        waiting + sign * other.waiting,
        microCallsPerSecond + sign * other.microCallsPerSecond,
        microConcurrency + sign * other.microConcurrency);
  }
}
