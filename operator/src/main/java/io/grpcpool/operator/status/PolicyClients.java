package io.grpcpool.operator.status;

import io.grpcpool.operator.compile.PlanCompiler;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.status.ClientCounts;
import io.grpcpool.xds.Acknowledgements;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.ResourceType;
import java.util.Set;
import java.util.function.Function;

/**
 * Thread-safe: stateless. Counts a policy's clients from the counts of its resources, which costs
 * the number of its names and clusters, whatever the number of clients.
 */
final class PolicyClients {

  private final PlanCompiler compiler = new PlanCompiler();
  private final ReplicaCounts replicas;

  PolicyClients(ReplicaCounts replicas) {
    this.replicas = replicas;
  }

  /** The clients of a plan's names, of every replica. */
  ClientCounts of(Plan plan) {
    Set<ResourceKey> keys = compiler.keys(plan);
    return replicas.of(plan.policy()).stream()
        .map(counts -> ofReplica(keys, counts))
        .reduce(ClientCounts.NONE, PolicyClients::sum);
  }

  private static ClientCounts sum(ClientCounts a, ClientCounts b) {
    return new ClientCounts(
        a.connected() + b.connected(),
        a.synced() + b.synced(),
        a.nacked() + b.nacked(),
        a.nacked() > 0 ? a.refusal() : b.refusal());
  }

  /**
   * The clients of one replica. One is synced when nothing that it subscribes to is behind; the
   * resource that is furthest behind decides, so the count errs on the side of too few.
   */
  private static ClientCounts ofReplica(
      Set<ResourceKey> keys, Function<ResourceKey, Acknowledgements> acknowledgements) {
    int connected = 0;
    int behind = 0;
    int refused = 0;
    String refusal = "";
    for (ResourceKey key : keys) {
      Acknowledgements counts = acknowledgements.apply(key);
      if (key.type() == ResourceType.LISTENER) {
        connected += counts.subscribers();
      }
      behind = Math.max(behind, counts.subscribers() - counts.acknowledged());
      if (counts.refused() > refused) {
        refused = counts.refused();
        refusal = describe(counts);
      }
    }
    return new ClientCounts(connected, Math.max(0, connected - behind), refused, refusal);
  }

  private static String describe(Acknowledgements counts) {
    return counts.refusals().stream()
        .findFirst()
        .map(refusal -> refusal.node() + ": " + refusal.message())
        .orElse("");
  }
}
