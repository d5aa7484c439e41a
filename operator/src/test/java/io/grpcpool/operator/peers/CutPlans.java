package io.grpcpool.operator.peers;

import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.PlanResult.Planned;
import io.grpcpool.planner.Planner;
import io.grpcpool.planner.name.NameClaim;
import io.grpcpool.planner.name.NameClaims;
import io.grpcpool.planner.name.Seniority;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.route.RouteView;
import io.grpcpool.planner.route.RouteViews;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.ReadResult.Read;
import java.util.List;

/** Plans of {@code shop/users} with versions 1 and 2; immutable. */
final class CutPlans {

  private CutPlans() {}

  static Plan split(int stable, int canary) {
    Read read =
        (Read)
            PolicyReader.read(
                "users.yaml",
                """
                apiVersion: grpcpool.io/v1alpha1
                kind: GrpcPoolPolicy
                metadata: {name: users, namespace: shop}
                spec:
                  discovery: {consul: {service: users}}
                  tracks:
                    - {name: stable, selector: {version: "1"}, weight: %d}
                    - {name: canary, selector: {version: "2"}, weight: %d}
                """
                    .formatted(stable, canary));
    RouteView route = RouteViews.of(read.policies().get(0));
    NameClaims claims = new NameClaims(true);
    claims.put(NameClaim.of(route, Seniority.ofPath("users.yaml", 0)));
    EndpointsView none = EndpointsView.fresh(List.of(), List.of());
    return ((Planned) new Planner().plan(route, none, claims.grant(route.id()), null)).plan();
  }
}
