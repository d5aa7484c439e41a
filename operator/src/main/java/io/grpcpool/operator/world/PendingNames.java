package io.grpcpool.operator.world;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.name.NameClaim;
import io.grpcpool.planner.name.ResourceNames;
import io.grpcpool.xds.NameKnowledge;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.ResourceType;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Thread-safe: written by the planner thread, read by any. The names that may be served shortly:
 * all of them before the policies are listed, then those of policies that have no plan yet. A
 * client that reconnects after a restart asks for clusters and endpoints by the names it had, so
 * these are pending too; told that they are absent, it would drop them.
 */
public final class PendingNames implements NameKnowledge {

  private final Map<PolicyId, Set<String>> unplanned = new ConcurrentHashMap<>();
  private volatile boolean listed;

  void listed() {
    listed = true;
  }

  /** A policy has no plan yet. */
  void add(NameClaim claim) {
    Set<String> names = new java.util.HashSet<>(claim.aliases());
    names.add(claim.target());
    names.add(ResourceNames.longListener(claim.target(), claim.id().namespace()));
    unplanned.put(claim.id(), names);
  }

  /**
   * A policy has a plan, or will have none.
   *
   * @return whether it was pending
   */
  boolean remove(PolicyId id) {
    return unplanned.remove(id) != null;
  }

  @Override
  public boolean isPending(ResourceKey key) {
    if (!listed) {
      return true;
    }
    return key.type() == ResourceType.LISTENER || key.type() == ResourceType.ROUTE_CONFIGURATION
        ? unplanned.values().stream().anyMatch(names -> names.contains(key.name()))
        : unplanned.keySet().stream().anyMatch(id -> key.name().startsWith(id + "/"));
  }
}
