package io.grpcpool.xds.telemetry;

import io.grpc.Status;
import io.grpcpool.telemetry.v1.ClusterReport;
import io.grpcpool.xds.load.ClusterLoad;

/**
 * Immutable. What the pools of one cluster tell, over all clients.
 *
 * @param attempts since the start of this process; counts only grow
 * @param pools of the clients that are connected now
 */
public record ClusterTelemetry(AttemptSums attempts, PoolGauges pools) {

  /** Nobody has told anything. */
  public static final ClusterTelemetry NONE =
      new ClusterTelemetry(AttemptSums.NONE, PoolGauges.NONE);

  /** What one client says of the time since its report before. */
  static ClusterTelemetry of(ClusterReport report, long elapsedMicros) {
    AttemptSums attempts = AttemptSums.of(report);
    return new ClusterTelemetry(
        attempts,
        PoolGauges.of(
            report.getPools(),
            1,
            perMillionth(attempts.ended() * 1e6, elapsedMicros),
            perMillionth(attempts.sumMicros(), elapsedMicros)));
  }

  private static long perMillionth(double amount, long elapsedMicros) {
    return Math.round(amount * 1e6 / elapsedMicros);
  }

  /** Soft state as a replica sent it. */
  public static ClusterTelemetry of(
      ClusterReport sums, int clients, double callsPerSecond, double concurrency) {
    return new ClusterTelemetry(
        AttemptSums.of(sums),
        PoolGauges.of(
            sums.getPools(),
            Math.max(0, clients),
            Math.max(0, Math.round(callsPerSecond * 1e6)),
            Math.max(0, Math.round(concurrency * 1e6))));
  }

  /** The sums as a message. */
  public ClusterReport toMessage(String cluster) {
    ClusterReport.Builder message = ClusterReport.newBuilder().setCluster(cluster);
    attempts.writeTo(message);
    return message.setPools(pools.toMessage()).build();
  }

  /** The same in the words of load reports; streams are left to those. */
  public ClusterLoad asLoad() {
    return new ClusterLoad(
        attempts.started(),
        attempts.ended(Status.Code.OK),
        attempts.failed(),
        0,
        pools.inFlight(),
        0);
  }

  /** The telemetry that another replica was told, added. */
  public ClusterTelemetry plus(ClusterTelemetry other) {
    return new ClusterTelemetry(attempts.plus(other.attempts), pools.plus(other.pools));
  }
}
