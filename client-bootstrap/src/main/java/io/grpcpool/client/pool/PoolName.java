package io.grpcpool.client.pool;

/**
 * Immutable. Which pool: a channel's target and one of the clusters that its calls go to.
 *
 * @param service the name that the channel dialled, such as {@code user-service}
 * @param cluster the xDS cluster, or empty without a control plane
 */
public record PoolName(String service, String cluster) {

  /** The name of a pool of the channel with this target, such as {@code xds:///user-service}. */
  static PoolName of(String target, String cluster) {
    return new PoolName(target.substring(target.lastIndexOf('/') + 1), cluster);
  }

  /**
   * What the pools of a process have in common that go to one service: the policy that the cluster
   * belongs to, {@code namespace/name}; without a control plane the name that was dialled.
   */
  String policy() {
    int end = cluster.lastIndexOf('/');
    return end < 0 ? service : cluster.substring(0, end);
  }

  /**
   * The revision that the cluster stands for: the last part of its name, or {@code all} without
   * one.
   */
  public String version() {
    return cluster.isEmpty() ? "all" : cluster.substring(cluster.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return cluster.isEmpty() ? service : service + " (" + cluster + ")";
  }
}
