package io.grpcpool.operator.http.stats;

import io.grpcpool.xds.telemetry.AttemptSums;
import io.grpcpool.xds.telemetry.ClusterTelemetry;
import io.grpcpool.xds.telemetry.PoolGauges;
import java.util.Map;
import java.util.TreeMap;

/**
 * Immutable. What the pools of all replicas' clients tell of one track. Pools are those of clients
 * that are connected; attempts are counted since each replica began to serve the track.
 *
 * @param clients processes that tell
 * @param pools by what their channels can do
 * @param endpoints over all pools
 * @param unreachable endpoints to which no connection can be had
 * @param inFlight calls that have a connection
 * @param waiting those of them that wait for a stream
 * @param callsPerSecond attempts that ended per second, by the last report of each client
 * @param codes attempts that ended, by status code
 */
public record TelemetryStats(
    int clients,
    LevelStats pools,
    ConnectionStats connections,
    int endpoints,
    int unreachable,
    int inFlight,
    int waiting,
    double callsPerSecond,
    Map<String, Long> codes,
    LatencyStats latency) {

  /** Copies the codes. */
  public TelemetryStats {
    codes = Map.copyOf(codes);
  }

  /** Immutable. Pools of channels that the library's facade made, and of others. */
  public record LevelStats(int library, int facade) {}

  /** Immutable. Connections by state; open is in use and idle together. */
  public record ConnectionStats(int open, int inUse, int idle, int connecting) {}

  /** Immutable. How long attempts took, in microseconds. */
  public record LatencyStats(long mean, long p50, long p99) {}

  static TelemetryStats of(ClusterTelemetry told) {
    PoolGauges pools = told.pools();
    Map<String, Long> codes = new TreeMap<>();
    told.attempts().byCode().forEach((code, count) -> codes.put(code.name(), count));
    return new TelemetryStats(
        pools.clients(),
        new LevelStats(pools.pools() - pools.facadePools(), pools.facadePools()),
        new ConnectionStats(pools.open(), pools.inUse(), pools.idle(), pools.connecting()),
        pools.endpoints(),
        pools.unreachable(),
        pools.inFlight(),
        pools.waiting(),
        pools.callsPerSecond(),
        codes,
        latency(told.attempts()));
  }

  private static LatencyStats latency(AttemptSums attempts) {
    return new LatencyStats(
        attempts.sumMicros() / Math.max(1, attempts.ended()),
        attempts.quantileMicros(0.5),
        attempts.quantileMicros(0.99));
  }
}
