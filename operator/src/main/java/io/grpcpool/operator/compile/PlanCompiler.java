package io.grpcpool.operator.compile;

import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.grpcpool.planner.plan.ClusterPlan;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.xds.ClientImplementation;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.ResourceType;
import io.grpcpool.xds.ServedResource;
import io.grpcpool.xds.ViewSelector;
import io.grpcpool.xds.identity.Audience;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Immutable. Compiles plans: equal plans give equal bytes on every replica. */
public final class PlanCompiler {

  /**
   * All resources of a plan: for each track its cluster and its endpoints, even if there are none,
   * then a listener for each name. All are for the same audience.
   *
   * @throws IllegalArgumentException if a resource is larger than {@link ServedResource#MAX_BYTES}
   */
  public List<ServedResource> compile(Plan plan) {
    List<ServedResource> resources = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      resources.add(cluster(cluster.name(), plan));
      resources.add(endpoints(cluster));
    }
    resources.addAll(listeners(plan));
    Audience audience = Audience.of(plan.allowedConsumers());
    return resources.stream().map(resource -> resource.visibleTo(audience)).toList();
  }

  /** The keys of a plan's resources. */
  public Set<ResourceKey> keys(Plan plan) {
    Set<ResourceKey> keys = new LinkedHashSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      keys.add(new ResourceKey(ResourceType.CLUSTER, cluster.name()));
      keys.add(new ResourceKey(ResourceType.ENDPOINTS, cluster.name()));
    }
    plan.listeners().forEach(name -> keys.add(new ResourceKey(ResourceType.LISTENER, name)));
    return keys;
  }

  private static ServedResource cluster(String name, Plan plan) {
    return ServedResource.of(
        ResourceType.CLUSTER,
        name,
        Map.of(
            ViewSelector.ANY,
            ClusterMessages.standard(name, plan.pool(), plan.calls()),
            ViewSelector.of(ClientImplementation.JAVA),
            ClusterMessages.java(name, plan.pool(), plan.calls())));
  }

  private static ServedResource endpoints(ClusterPlan cluster) {
    return ServedResource.of(
        ResourceType.ENDPOINTS, cluster.name(), EndpointMessages.assignments(cluster));
  }

  private static List<ServedResource> listeners(Plan plan) {
    RouteConfiguration routes =
        RouteMessages.configuration(
            plan.policy().toString(), plan.routes(), plan.calls(), plan.pool().balancing());
    return plan.listeners().stream()
        .map(
            name ->
                ServedResource.of(
                    ResourceType.LISTENER, name, ListenerMessages.listener(name, routes)))
        .toList();
  }
}
