package io.grpcpool.operator.world;

import io.grpcpool.operator.compile.PlanCompiler;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.xds.PublicationCause;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.ResourceUpdate;
import io.grpcpool.xds.ServedResource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Confined to the planner thread. Turns plans into updates of what is served. A name that went over
 * to another policy is never removed in the name of the one that had it before.
 */
final class Publisher {

  private final PlanCompiler compiler = new PlanCompiler();
  private final Consumer<ResourceUpdate> server;
  private final Map<ResourceKey, PolicyId> owners = new HashMap<>();
  private final Map<PolicyId, Set<ResourceKey>> published = new HashMap<>();

  Publisher(Consumer<ResourceUpdate> server) {
    this.server = server;
  }

  /** Serves a policy's plan in place of its last one. */
  void publish(PolicyId id, Plan plan) {
    send(id, compiler.compile(plan), plan.generation());
  }

  /** Serves nothing of a policy any more; its last generation is what it is withdrawn with. */
  void withdraw(PolicyId id, long generation) {
    send(id, List.of(), generation);
    published.remove(id);
  }

  private void send(PolicyId id, List<ServedResource> resources, long generation) {
    Set<ResourceKey> now = new HashSet<>();
    resources.forEach(resource -> now.add(resource.key()));
    now.forEach(key -> owners.put(key, id));

    Set<ResourceKey> removals = new HashSet<>(published.getOrDefault(id, Set.of()));
    removals.removeAll(now);
    removals.removeIf(key -> !owners.remove(key, id));
    published.put(id, now);
    if (!resources.isEmpty() || !removals.isEmpty()) {
      PublicationCause cause = new PublicationCause(id.toString(), generation);
      server.accept(new ResourceUpdate(resources, removals, cause));
    }
  }
}
