package io.grpcpool.operator.world;

import io.grpcpool.operator.audit.AuditEntry;
import io.grpcpool.operator.discovery.EndpointSources;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.cut.TrackCap;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.TrackPlan;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.ResourceType;
import io.grpcpool.xds.ResourceUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Not thread-safe. A world with a fake source, a fake clock and a server that only notes. */
final class WorldFixture {

  final FakePlannerThread thread = new FakePlannerThread();
  final FakeSource source = new FakeSource();
  final PendingNames pending = new PendingNames();
  final List<TrackCap> caps = new ArrayList<>();
  final List<AuditEntry> audit = new ArrayList<>();
  final List<ResourceUpdate> updates = new ArrayList<>();
  final Set<ResourceKey> table = new TreeSet<>(java.util.Comparator.comparing(Object::toString));
  final World world =
      new World(
          thread,
          new WorldPorts(
              new EndpointSources(Map.of(FakeSource.KIND, kind -> source)),
              this::publish,
              () -> {},
              audit::add,
              PlanningListener.NONE,
              id -> caps),
          pending,
          true,
          () -> {});

  private void publish(ResourceUpdate update) {
    updates.add(update);
    update.upserts().forEach(resource -> table.add(resource.key()));
    table.removeAll(update.removals());
  }

  /** The listed state of a source without policies, to which a test adds its own. */
  WorldFixture listed() {
    world.listed();
    thread.runDue();
    return this;
  }

  PolicyReport report(String name) {
    return world.reports().find(new PolicyId("default", name)).orElseThrow();
  }

  Plan served(String name) {
    Plan plan = report(name).served();
    if (plan == null) {
      throw new AssertionError(name + " is not served");
    }
    return plan;
  }

  /** Basis points per track, in order. */
  List<Integer> shares(String name) {
    return served(name).tracks().stream().map(TrackPlan::effectiveBasisPoints).toList();
  }

  boolean hasListener(String name) {
    return table.contains(new ResourceKey(ResourceType.LISTENER, name));
  }
}
