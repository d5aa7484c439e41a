package io.grpcpool.operator.peers;

import io.grpcpool.operator.status.ReplicaCounts;
import io.grpcpool.operator.status.StatusChanges;
import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.operator.world.Reports;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.xds.Acknowledgements;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.XdsServer;
import io.grpcpool.xds.load.ClusterLoad;
import io.grpcpool.xds.peer.PeerExchange;
import io.grpcpool.xds.peer.PeerStatus;
import io.grpcpool.xds.peer.PolicyKey;
import io.grpcpool.xds.peer.PolicySoftState;
import io.grpcpool.xds.peer.ResourceCounts;
import io.grpcpool.xds.peer.SoftStateSource;
import io.grpcpool.xds.telemetry.ClusterTelemetry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. All replicas together, as this one sees them: its own clients and what the others
 * tell of theirs. Alone where no peers are set.
 */
public final class Fleet implements ReplicaCounts, AutoCloseable {

  private static final Acknowledgements NONE = new Acknowledgements(0, 0, 0, List.of());

  private final XdsServer server;
  private final Reports reports;
  private final CutTable cuts;
  private final OwnSoftState own;
  private final @Nullable PeerExchange exchange;

  /**
   * @param exchange makes what talks to the others; gives null where there are none
   */
  public Fleet(
      XdsServer server,
      Reports reports,
      CutTable cuts,
      Function<SoftStateSource, @Nullable PeerExchange> exchange) {
    this.server = server;
    this.reports = reports;
    this.cuts = cuts;
    own = new OwnSoftState(server, reports, cuts);
    this.exchange = exchange.apply(own);
  }

  /** Tells the others what changes here, and those here what changes at the others. */
  public void follow(StatusChanges changes) {
    reports.onChange(this::reviewCuts);
    PeerExchange joined = exchange;
    if (joined == null) {
      return;
    }
    changes.onChange(id -> joined.changed(key(id)));
    cuts.onChange(id -> joined.changed(key(id)));
    server.loadReports(report -> loadChanged(joined, report.cluster()));
    server.telemetry().add((cluster, elapsed, report) -> loadChanged(joined, cluster));
    joined.onChange(
        policy -> {
          PolicyId id = new PolicyId(policy.namespace(), policy.name());
          cuts.heard(id, PolicySoftState.lowestCuts(toldOf(policy)));
          reviewCuts(id);
          changes.tell(id);
        });
  }

  private static void loadChanged(PeerExchange joined, String cluster) {
    StatusChanges.ownerOf(cluster).ifPresent(id -> joined.loadChanged(key(id)));
  }

  private void reviewCuts(PolicyId id) {
    cuts.review(id, () -> reports.find(id).map(PolicyReport::served));
  }

  /** Listens for the others and looks for them. */
  public void start() throws IOException {
    if (exchange != null) {
      exchange.start();
    }
  }

  @Override
  public List<Function<ResourceKey, Acknowledgements>> of(PolicyId policy) {
    List<Function<ResourceKey, Acknowledgements>> replicas = new ArrayList<>();
    replicas.add(server::acknowledged);
    toldOf(key(policy)).forEach(told -> replicas.add(key -> counts(told, key)));
    return replicas;
  }

  private Acknowledgements counts(PolicySoftState told, ResourceKey key) {
    ResourceCounts counts = told.resources().get(key);
    return counts == null ? NONE : counts.asOf(server.version(key));
  }

  /** The load of each of a plan's clusters, over all replicas. */
  public Map<String, ClusterLoad> loads(Plan plan) {
    List<PolicySoftState> states = new ArrayList<>(toldOf(key(plan.policy())));
    states.add(new PolicySoftState(Map.of(), own.loads(plan), Map.of(), Map.of()));
    return PolicySoftState.sumOfLoads(states);
  }

  /** What the pools of all clients tell of each of a plan's clusters, over all replicas. */
  public Map<String, ClusterTelemetry> telemetry(Plan plan) {
    List<PolicySoftState> states = new ArrayList<>(toldOf(key(plan.policy())));
    states.add(new PolicySoftState(Map.of(), Map.of(), own.telemetry(plan), Map.of()));
    return PolicySoftState.sumOfTelemetry(states);
  }

  /** Each other replica that is called. */
  public List<PeerStatus> peers() {
    return exchange == null ? List.of() : exchange.peers();
  }

  /** How many of them are heard now. */
  public long heard() {
    return peers().stream().filter(PeerStatus::connected).count();
  }

  private List<PolicySoftState> toldOf(PolicyKey policy) {
    return exchange == null
        ? List.of()
        : exchange.others().stream().flatMap(other -> other.find(policy).stream()).toList();
  }

  private static PolicyKey key(PolicyId id) {
    return new PolicyKey(id.namespace(), id.name());
  }

  @Override
  public void close() {
    if (exchange != null) {
      exchange.close();
    }
  }
}
