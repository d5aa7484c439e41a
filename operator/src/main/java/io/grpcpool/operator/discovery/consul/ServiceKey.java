package io.grpcpool.operator.discovery.consul;

/**
 * Immutable. What one poll watches.
 *
 * @param datacenter empty: the agent's own
 */
record ServiceKey(String service, String datacenter) {
  @Override
  public String toString() {
    return datacenter.isEmpty() ? service : service + "@" + datacenter;
  }
}
