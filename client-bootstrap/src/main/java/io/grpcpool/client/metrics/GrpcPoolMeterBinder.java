package io.grpcpool.client.metrics;

import io.grpcpool.client.pool.PoolListener;
import io.grpcpool.client.pool.PoolRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Thread-safe. The pools of this process as Micrometer meters, named here as Prometheus shows them.
 *
 * <ul>
 *   <li>Gauges {@code grpc_pool_size}, {@code grpc_pool_active_connections}, {@code
 *       grpc_pool_idle_connections}.
 *   <li>Gauges {@code grpc_service_discovery_nodes}, the endpoints that are known, {@code
 *       grpc_pool_cold_endpoints}, those without a connection, and {@code grpc_unhealthy_nodes},
 *       those that cannot be reached.
 *   <li>Counters {@code grpc_service_discovery_updates_total}, {@code
 *       grpc_service_discovery_errors_total}, and {@code grpc_health_checks_total} by {@code
 *       result}.
 *   <li>Counters {@code grpc_connections_created_total}, {@code grpc_connections_destroyed_total}
 *       by {@code reason}, {@code grpc_requests_total} by {@code code}.
 *   <li>Gauge {@code grpc_pool_circuit_state}, 0 closed, 1 half-open, 2 open, and counter {@code
 *       grpc_pool_refused_calls_total} by {@code limit}.
 *   <li>Timer {@code grpc_request_duration_seconds}.
 * </ul>
 *
 * <p>Requests are counted per attempt. All meters have the tags {@code service}, the name that the
 * channel dials, and {@code version}, the last part of the cluster's name. The tag {@code endpoint}
 * is opt-in, on what belongs to one endpoint: the first 100 endpoints are named, the rest are
 * {@code other}.
 */
public final class GrpcPoolMeterBinder implements MeterBinder, AutoCloseable {

  private final PoolRegistry pools;
  private final boolean byEndpoint;
  private final List<PoolListener> bound = new CopyOnWriteArrayList<>();

  /** The pools of this process, without the tag {@code endpoint}. */
  public GrpcPoolMeterBinder() {
    this(PoolRegistry.process(), false);
  }

  /**
   * @param pools whose pools
   * @param byEndpoint whether meters have the tag {@code endpoint}
   */
  public GrpcPoolMeterBinder(PoolRegistry pools, boolean byEndpoint) {
    this.pools = pools;
    this.byEndpoint = byEndpoint;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    PoolTags tags = new PoolTags(byEndpoint);
    PoolListener meters =
        new PoolMeters(
            registry,
            tags,
            new PoolGauges(registry, pools, tags),
            new DiscoveryGauges(registry, pools));
    bound.add(meters);
    pools.addListener(meters);
  }

  /** Stops following the pools; what the meters show stands still. */
  @Override
  public void close() {
    bound.forEach(pools::removeListener);
    bound.clear();
  }
}
