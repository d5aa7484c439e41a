package io.grpcpool.operator.compile;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.grpcpool.planner.route.CallMatch;
import io.grpcpool.planner.route.CallView;
import io.grpcpool.planner.route.MethodView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Immutable. Parts the calls of a route by what holds for their methods: clients take timeouts and
 * retries from the route alone (gRFC A28, A31, A44).
 */
final class MethodRoutes {

  private final CallView calls;
  private final List<MethodView> methodsThenServices;

  MethodRoutes(CallView calls) {
    this.calls = calls;
    this.methodsThenServices =
        calls.methods().stream()
            .sorted(Comparator.comparing(method -> method.calls() instanceof CallMatch.Service))
            .toList();
  }

  /**
   * The routes of the calls that match, which all go to one place.
   *
   * @param destination an action that says where to and nothing else
   */
  List<Route> of(RouteMatch match, RouteAction destination) {
    List<Route> routes = new ArrayList<>();
    for (MethodView method : methodsThenServices) {
      Optional<RouteMatch> part = narrowed(match, method.calls());
      part.ifPresent(m -> routes.add(route(m, CallMessages.limits(method), destination)));
      if (part.filter(match::equals).isPresent()) {
        return routes;
      }
    }
    routes.add(route(match, CallMessages.limits(calls), destination));
    return routes;
  }

  /** The calls that match and have the path; empty: there are none. */
  private static Optional<RouteMatch> narrowed(RouteMatch match, CallMatch.Path calls) {
    RouteMatch.Builder narrowed = match.toBuilder();
    if (calls instanceof CallMatch.Service service) {
      String prefix = "/" + service.service() + "/";
      if (match.getPath().startsWith(prefix)) {
        return Optional.of(match);
      }
      return match.hasPrefix() && prefix.startsWith(match.getPrefix())
          ? Optional.of(narrowed.setPrefix(prefix).build())
          : Optional.empty();
    }
    CallMatch.Method method = (CallMatch.Method) calls;
    String path = "/" + method.service() + "/" + method.method();
    boolean within =
        match.hasPath() ? path.equals(match.getPath()) : path.startsWith(match.getPrefix());
    return within ? Optional.of(narrowed.setPath(path).build()) : Optional.empty();
  }

  private static Route route(RouteMatch match, RouteAction limits, RouteAction destination) {
    return Route.newBuilder()
        .setMatch(match)
        .setRoute(destination.toBuilder().mergeFrom(limits))
        .build();
  }
}
