package io.grpcpool.xds.telemetry;

/** Thread-safe: guarded by its own lock. The running sums of one cluster. */
final class TelemetryTally {

  private AttemptSums attempts = AttemptSums.NONE;
  private PoolGauges pools = PoolGauges.NONE;

  synchronized void count(AttemptSums more) {
    attempts = attempts.plus(more);
  }

  synchronized void replace(PoolGauges before, PoolGauges now) {
    pools = pools.minus(before).plus(now);
  }

  synchronized ClusterTelemetry read() {
    return new ClusterTelemetry(attempts, pools);
  }
}
