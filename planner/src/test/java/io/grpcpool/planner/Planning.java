package io.grpcpool.planner;

import io.grpcpool.planner.PlanResult.Planned;
import io.grpcpool.planner.name.NameClaim;
import io.grpcpool.planner.name.NameClaims;
import io.grpcpool.planner.name.NameGrant;
import io.grpcpool.planner.name.Seniority;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.route.RouteView;
import java.util.List;
import java.util.stream.Stream;

/** Plans routes in tests, as the sole claimants of their names; immutable. */
public final class Planning {

  private Planning() {}

  public static NameGrant grant(RouteView route) {
    NameClaims claims = new NameClaims(true);
    claims.put(NameClaim.of(route, Seniority.ofPath(route.id().name(), 0)));
    return claims.grant(route.id());
  }

  public static EndpointsView view(EndpointBuilder... endpoints) {
    return EndpointsView.fresh(
        Stream.of(endpoints).map(EndpointBuilder::build).toList(), List.of());
  }

  public static PlanResult result(RouteBuilder route, EndpointsView endpoints) {
    RouteView view = route.build();
    return new Planner().plan(view, endpoints, grant(view), null);
  }

  public static Plan plan(RouteBuilder route, EndpointsView endpoints) {
    return ((Planned) result(route, endpoints)).plan();
  }

  public static Plan plan(RouteBuilder route, EndpointBuilder... endpoints) {
    return plan(route, view(endpoints));
  }
}
