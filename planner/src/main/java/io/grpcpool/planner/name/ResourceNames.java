package io.grpcpool.planner.name;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.route.Selector;

/** Immutable. The one place where names of xDS resources are spelled. */
public final class ResourceNames {

  private ResourceNames() {}

  /** The listener that a policy always has: {@code target.namespace}. */
  public static String longListener(String target, String namespace) {
    return target + "." + namespace;
  }

  /**
   * The cluster of a revision, and of its endpoints: {@code namespace/policy/k=v&k=v}. It follows
   * from the selector and never from a track's role, so a promoted canary keeps its cluster and
   * with it its connections.
   */
  public static String cluster(PolicyId policy, Selector selector) {
    return policy.namespace() + "/" + policy.name() + "/" + selector.canonical();
  }

  /** The last part of a cluster's name, which metrics show as the version. */
  public static String revision(String cluster) {
    return cluster.substring(cluster.lastIndexOf('/') + 1);
  }
}
