package io.grpcpool.operator.status;

import io.grpcpool.operator.policies.KeptSpecs;
import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.operator.world.Reports;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.size.TrackSizing;
import io.grpcpool.planner.status.ClientCounts;
import io.grpcpool.planner.status.PolicyStatuses;
import io.grpcpool.planner.status.StatusInput;
import io.grpcpool.policy.status.Condition;
import io.grpcpool.policy.status.GrpcPoolPolicyStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Thread-safe. Makes the status of a policy from what was decided and what clients acknowledged,
 * and remembers what a status cannot be made from: since when a condition holds, and the last plan
 * that every client had.
 */
public final class Statuses {

  private final PolicyClients clients;
  private final Function<PolicyId, Map<String, TrackSizing>> sizes;
  private final InstantSource clock;
  private final Map<PolicyId, Plan> acknowledged = new ConcurrentHashMap<>();
  private final Map<PolicyId, List<Condition>> conditions = new ConcurrentHashMap<>();

  /**
   * @param replicas how far resources have come with the clients of every replica
   * @param sizes of the tracks' pools, by cluster
   */
  public Statuses(
      ReplicaCounts replicas,
      Function<PolicyId, Map<String, TrackSizing>> sizes,
      InstantSource clock) {
    this.sizes = sizes;
    this.clients = new PolicyClients(replicas);
    this.clock = clock;
  }

  /** What stands in a status that an earlier process wrote, unless something is known already. */
  public void remember(PolicyId id, GrpcPoolPolicyStatus written) {
    if (written.conditions() != null) {
      conditions.putIfAbsent(id, written.conditions());
    }
  }

  /** The whole status as of now. */
  public GrpcPoolPolicyStatus of(PolicyReport report) {
    PolicyId id = report.id();
    ClientCounts counts = report.served() == null ? ClientCounts.NONE : clients.of(report.served());
    if (report.served() != null
        && counts.connected() > 0
        && counts.synced() == counts.connected()) {
      acknowledged.put(id, report.served());
    }
    StatusInput input =
        new StatusInput(
            report.document().generation(),
            report.result(),
            report.served(),
            acknowledged.get(id),
            counts,
            sizes.apply(id),
            report.terminating());
    GrpcPoolPolicyStatus status =
        PolicyStatuses.of(input, conditions.getOrDefault(id, List.of()), clock.instant());
    Optional.ofNullable(status.conditions()).ifPresent(now -> conditions.put(id, now));
    return status.serving(report.standIn().flatMap(KeptSpecs::of).orElse(null));
  }

  /** Forgets, from now on, each policy that is gone from these reports. */
  public void follow(Reports reports) {
    reports.onChange(
        id -> {
          if (reports.find(id).isEmpty()) {
            acknowledged.remove(id);
            conditions.remove(id);
          }
        });
  }
}
