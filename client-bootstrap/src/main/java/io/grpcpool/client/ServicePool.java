package io.grpcpool.client;

import io.grpcpool.client.pool.PoolRegistry;
import io.grpcpool.client.pool.PoolStats;
import java.util.List;

/** Immutable. The view of the pools that channels of this process hold to one service. */
public final class ServicePool {

  private final String service;
  private final PoolRegistry registry;

  ServicePool(String service, PoolRegistry registry) {
    this.service = service;
    this.registry = registry;
  }

  /** The name that channels dial. */
  public String service() {
    return service;
  }

  /**
   * The pools now: one per channel and cluster, so that a canary has its own; empty before the
   * first connection.
   */
  public List<PoolStats> stats() {
    return registry.stats().stream()
        .filter(stats -> stats.name().service().equals(service))
        .toList();
  }
}
