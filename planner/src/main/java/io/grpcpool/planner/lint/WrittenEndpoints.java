package io.grpcpool.planner.lint;

import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.PlanResult.Planned;
import io.grpcpool.planner.Planner;
import io.grpcpool.planner.ServiceRef;
import io.grpcpool.planner.name.NameGrant;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.route.RouteView;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Immutable. Plans a policy whose endpoints stand in it, as if it held all of its names. */
final class WrittenEndpoints {

  private WrittenEndpoints() {}

  /** Empty where the endpoints come from elsewhere, and where the policy is refused. */
  static Optional<Plan> plan(RouteView route) {
    if (!(route.service() instanceof ServiceRef.Fixed written)) {
      return Optional.empty();
    }
    EndpointsView endpoints = EndpointsView.fresh(written.endpoints(), written.problems());
    NameGrant names = new NameGrant(route.id(), new TreeSet<>(List.of(route.target())), List.of());
    return new Planner().plan(route, endpoints, names, null) instanceof Planned planned
        ? Optional.of(planned.plan())
        : Optional.empty();
  }
}
