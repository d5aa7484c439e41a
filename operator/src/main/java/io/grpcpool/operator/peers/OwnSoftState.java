package io.grpcpool.operator.peers;

import io.grpcpool.operator.compile.PlanCompiler;
import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.operator.world.Reports;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.plan.ClusterPlan;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.XdsServer;
import io.grpcpool.xds.load.ClusterLoad;
import io.grpcpool.xds.peer.PolicyKey;
import io.grpcpool.xds.peer.PolicySoftState;
import io.grpcpool.xds.peer.ResourceCounts;
import io.grpcpool.xds.peer.SoftStateSource;
import io.grpcpool.xds.telemetry.ClusterTelemetry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Thread-safe. What this replica knows of a policy by its own clients. */
final class OwnSoftState implements SoftStateSource {

  private final PlanCompiler compiler = new PlanCompiler();
  private final XdsServer server;
  private final Reports reports;
  private final CutTable cuts;

  OwnSoftState(XdsServer server, Reports reports, CutTable cuts) {
    this.server = server;
    this.reports = reports;
    this.cuts = cuts;
  }

  @Override
  public Optional<PolicySoftState> of(PolicyKey policy) {
    PolicyId id = new PolicyId(policy.namespace(), policy.name());
    return reports.find(id).map(PolicyReport::served).map(plan -> of(id, plan));
  }

  private PolicySoftState of(PolicyId id, Plan plan) {
    Map<ResourceKey, ResourceCounts> resources = new HashMap<>();
    for (ResourceKey key : compiler.keys(plan)) {
      resources.put(key, new ResourceCounts(server.version(key), server.acknowledged(key)));
    }
    return new PolicySoftState(resources, loads(plan), telemetry(plan), cuts.ownOf(id));
  }

  /** The loads of a plan's clusters that clients of this replica have reported. */
  Map<String, ClusterLoad> loads(Plan plan) {
    Map<String, ClusterLoad> loads = new HashMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      server.clusterLoad(cluster.name()).ifPresent(load -> loads.put(cluster.name(), load));
    }
    return loads;
  }

  /** What the pools of this replica's clients tell of a plan's clusters. */
  Map<String, ClusterTelemetry> telemetry(Plan plan) {
    Map<String, ClusterTelemetry> telemetry = new HashMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      server
          .telemetry()
          .telemetry(cluster.name())
          .ifPresent(told -> telemetry.put(cluster.name(), told));
    }
    return telemetry;
  }
}
