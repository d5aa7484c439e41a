package io.grpcpool.client.pool;

import java.util.List;

/**
 * Immutable. One pool at one moment: the connections of one channel to one cluster.
 *
 * @param name which pool
 * @param level what its channel can do
 * @param endpoints in the order in which the control plane listed them
 * @param created connections opened since the pool began
 * @param destroyed connections closed since the pool began, for whatever reason
 * @param protection what keeps calls from it
 */
public record PoolStats(
    PoolName name,
    ChannelLevel level,
    List<EndpointStats> endpoints,
    long created,
    long destroyed,
    ProtectionStats protection) {

  public PoolStats {
    endpoints = List.copyOf(endpoints);
  }

  /** Open connections over all endpoints. */
  public int connections() {
    return endpoints.stream().mapToInt(EndpointStats::connections).sum();
  }

  /** The hot ones: open connections with at least one call in flight, over all endpoints. */
  public int active() {
    return endpoints.stream().mapToInt(EndpointStats::active).sum();
  }

  /** The warm ones: open connections without a call, over all endpoints. */
  public int idle() {
    return connections() - active();
  }

  /** Endpoints without a connection that may take calls. */
  public int cold() {
    return (int) endpoints.stream().filter(endpoint -> endpoint.connections() == 0).count();
  }

  /** Calls in flight over all endpoints. */
  public int inFlight() {
    return endpoints.stream().mapToInt(EndpointStats::inFlight).sum();
  }
}
