package io.grpcpool.client.telemetry;

import io.grpcpool.client.pool.ChannelLevel;
import io.grpcpool.client.pool.EndpointStats;
import io.grpcpool.client.pool.PoolStats;
import io.grpcpool.telemetry.v1.PoolState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Thread-safe: stateless. Adds up the pools of each cluster. */
final class PoolStates {

  private PoolStates() {}

  /** By cluster; pools without a control plane are left out. */
  static Map<String, PoolState> of(List<PoolStats> pools) {
    Map<String, PoolState.Builder> sums = new HashMap<>();
    pools.stream()
        .filter(pool -> !pool.name().cluster().isEmpty())
        .forEach(
            pool ->
                add(
                    sums.computeIfAbsent(pool.name().cluster(), name -> PoolState.newBuilder()),
                    pool));
    Map<String, PoolState> states = new HashMap<>();
    sums.forEach((cluster, sum) -> states.put(cluster, sum.build()));
    return states;
  }

  private static void add(PoolState.Builder sum, PoolStats pool) {
    sum.setPools(sum.getPools() + 1);
    if (pool.level() == ChannelLevel.FACADE) {
      sum.setFacadePools(sum.getFacadePools() + 1);
    }
    pool.endpoints().forEach(endpoint -> add(sum, endpoint));
  }

  private static void add(PoolState.Builder sum, EndpointStats endpoint) {
    sum.setEndpoints(sum.getEndpoints() + 1)
        .setUnreachable(sum.getUnreachable() + (endpoint.unhealthy() ? 1 : 0))
        .setOpen(sum.getOpen() + endpoint.connections())
        .setInUse(sum.getInUse() + endpoint.active())
        .setConnecting(sum.getConnecting() + endpoint.connecting())
        .setInFlight(sum.getInFlight() + endpoint.inFlight())
        .setWaiting(sum.getWaiting() + endpoint.waiting());
  }
}
