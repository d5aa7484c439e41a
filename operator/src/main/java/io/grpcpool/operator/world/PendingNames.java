package io.grpcpool.operator.world;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.name.NameClaim;
import io.grpcpool.planner.name.ResourceNames;
import io.grpcpool.xds.NameKnowledge;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.ResourceType;
import io.grpcpool.xds.identity.Audience;
import io.grpcpool.xds.identity.ClientIdentity;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Thread-safe: written by the planner thread, read by any. The names that may be served shortly:
 * all of them before the policies are listed, then those of policies that have no plan yet. A
 * client that reconnects after a restart asks for clusters and endpoints by the names it had, so
 * these are pending too; told that they are absent, it would drop them. A name is never pending for
 * a client that its policy does not admit.
 */
public final class PendingNames implements NameKnowledge {

  private final Map<PolicyId, Claimed> unplanned = new ConcurrentHashMap<>();
  private volatile boolean listed;

  /** Immutable. The names of one policy, and the clients for whom they will exist. */
  private record Claimed(Set<String> names, Audience audience) {
    Claimed {
      names = Set.copyOf(names);
    }
  }

  void listed() {
    listed = true;
  }

  /** A policy has no plan yet. */
  void add(NameClaim claim, Audience audience) {
    Set<String> names = new HashSet<>(claim.aliases());
    names.add(claim.target());
    names.add(ResourceNames.longListener(claim.target(), claim.id().namespace()));
    unplanned.put(claim.id(), new Claimed(names, audience));
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
  public boolean isPending(ResourceKey key, ClientIdentity client) {
    return !listed
        || unplanned.entrySet().stream()
            .anyMatch(
                policy ->
                    isNameOf(policy.getKey(), policy.getValue().names(), key)
                        && policy.getValue().audience().admits(client));
  }

  private static boolean isNameOf(PolicyId policy, Set<String> names, ResourceKey key) {
    return key.type() == ResourceType.LISTENER || key.type() == ResourceType.ROUTE_CONFIGURATION
        ? names.contains(key.name())
        : key.name().startsWith(policy + "/");
  }
}
