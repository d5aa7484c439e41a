package io.grpcpool.operator.compile;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.PlanResult.Planned;
import io.grpcpool.planner.Planner;
import io.grpcpool.planner.ServiceRef;
import io.grpcpool.planner.name.NameClaim;
import io.grpcpool.planner.name.NameClaims;
import io.grpcpool.planner.name.Seniority;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.route.RouteView;
import io.grpcpool.planner.route.RouteViews;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.PolicyValidator;
import io.grpcpool.policy.ReadResult;
import io.grpcpool.policy.ReadResult.Read;
import java.util.List;

/** Plans policies written in YAML with endpoints of their own, for tests; immutable. */
final class Plans {

  /** Two tracks, the stable one with two endpoints in two zones. */
  static final String CANARY =
      """
      apiVersion: grpcpool.io/v1alpha1
      kind: GrpcPoolPolicy
      metadata: {name: users, namespace: shop}
      spec:
        aliases: [people]
        discovery:
          static:
            endpoints:
              - {address: 10.0.0.1, port: 50051, weight: 3, labels: {version: "1"}, zone: a}
              - {address: 10.0.0.2, port: 50051, weight: 1, labels: {version: "1"}, zone: b}
              - {address: "2001:db8::1", port: 50052, labels: {version: "2"}}
        tracks:
          - {name: stable, selector: {version: "1"}, weight: 90}
          - {name: canary, selector: {version: "2"}, weight: 10}
        match:
          - {metadata: {name: x-canary, exact: "true"}, track: canary}
          - {method: shop.Users/Get, track: stable}
          - {method: shop.Admin/*, track: stable}
        pool:
          connectionsPerEndpoint: {initial: 2, min: 1, max: 4}
          idleTimeout: 5m
        resilience:
          timeout: 1500ms
          retry: {attempts: 3, codes: [UNAVAILABLE, DEADLINE_EXCEEDED], backoff: {base: 25ms, max: 250ms}}
          circuitBreaker: {maxRequests: 100}
      """;

  private Plans() {}

  static Plan of(String yaml) {
    return of(yaml, List.of());
  }

  /** A policy whose endpoints are those of a catalogue, unless it has its own. */
  static Plan of(String yaml, List<Endpoint> catalogue) {
    ReadResult result = PolicyReader.read("policy.yaml", yaml);
    if (!(result instanceof Read read)) {
      throw new IllegalArgumentException(result.toString());
    }
    GrpcPoolPolicy policy = read.policies().get(0);
    if (!PolicyValidator.validate(policy).isEmpty()) {
      throw new IllegalArgumentException(PolicyValidator.validate(policy).toString());
    }
    RouteView route = RouteViews.of(policy);
    return of(
        route, route.service() instanceof ServiceRef.Fixed fixed ? fixed.endpoints() : catalogue);
  }

  static Plan of(RouteView route, List<Endpoint> endpoints) {
    NameClaims claims = new NameClaims(true);
    claims.put(NameClaim.of(route, Seniority.ofPath("policy.yaml", 0)));
    EndpointsView view = EndpointsView.fresh(endpoints, List.of());
    return ((Planned) new Planner().plan(route, view, claims.grant(route.id()), null)).plan();
  }
}
