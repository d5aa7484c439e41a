package io.grpcpool.operator.compile;

import com.google.protobuf.BoolValue;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import io.grpcpool.planner.plan.RoutePlan;
import io.grpcpool.planner.route.BalancingView;
import io.grpcpool.planner.route.CallMatch;
import io.grpcpool.planner.route.CallView;
import java.util.function.Consumer;

/** Immutable. Route tables, gRFC A28. */
final class RouteMessages {

  private static final RouteMatch EVERY_CALL = match(m -> m.setPrefix(""));

  private RouteMessages() {}

  /**
   * The route table of a policy: matches, the weighted route, each with a route of its own for
   * methods that differ, and the keeper route, which nothing reaches. The keeper names every
   * cluster, or grpc-go would drop one that has no weight and lose calls when it gets weight again.
   */
  static RouteConfiguration configuration(
      String name, RoutePlan plan, CallView calls, BalancingView balancing) {
    MethodRoutes routes = new MethodRoutes(calls);
    VirtualHost.Builder host = VirtualHost.newBuilder().setName(name).addDomains("*");
    plan.matches()
        .forEach(
            m ->
                host.addAllRoutes(
                    routes.of(
                        match(m.calls()), action(balancing).setCluster(m.cluster()).build())));

    WeightedCluster.Builder shares = WeightedCluster.newBuilder();
    plan.weighted().forEach(c -> shares.addClusters(weight(c.cluster(), c.basisPoints())));
    host.addAllRoutes(routes.of(EVERY_CALL, action(balancing).setWeightedClusters(shares).build()));

    WeightedCluster.Builder kept = WeightedCluster.newBuilder();
    plan.keeper().forEach(cluster -> kept.addClusters(weight(cluster, 1)));
    host.addRoutes(
        Route.newBuilder()
            .setMatch(EVERY_CALL)
            .setRoute(RouteAction.newBuilder().setWeightedClusters(kept)));
    return RouteConfiguration.newBuilder().setName(name).addVirtualHosts(host).build();
  }

  private static RouteAction.Builder action(BalancingView balancing) {
    RouteAction.Builder action = RouteAction.newBuilder();
    RouteAction.HashPolicy hash = BalancingMessages.hashPolicy(balancing);
    return hash == null ? action : action.addHashPolicy(hash);
  }

  private static WeightedCluster.ClusterWeight weight(String cluster, int weight) {
    return WeightedCluster.ClusterWeight.newBuilder()
        .setName(cluster)
        .setWeight(UInt32Value.of(weight))
        .build();
  }

  private static RouteMatch match(CallMatch calls) {
    if (calls instanceof CallMatch.Method method) {
      return match(m -> m.setPath("/" + method.service() + "/" + method.method()));
    }
    if (calls instanceof CallMatch.Service service) {
      return match(m -> m.setPrefix("/" + service.service() + "/"));
    }
    CallMatch.Metadata metadata = (CallMatch.Metadata) calls;
    return match(m -> m.setPrefix("").addHeaders(header(metadata)));
  }

  /** {@code exact_match} is deprecated in Envoy, and the one form that every gRPC client knows. */
  @SuppressWarnings("deprecation")
  private static HeaderMatcher header(CallMatch.Metadata metadata) {
    return HeaderMatcher.newBuilder()
        .setName(metadata.name())
        .setExactMatch(metadata.exact())
        .build();
  }

  /** Always case-sensitive: grpc-java takes an unset field for insensitive. */
  private static RouteMatch match(Consumer<RouteMatch.Builder> path) {
    RouteMatch.Builder match = RouteMatch.newBuilder().setCaseSensitive(BoolValue.of(true));
    path.accept(match);
    return match.build();
  }
}
