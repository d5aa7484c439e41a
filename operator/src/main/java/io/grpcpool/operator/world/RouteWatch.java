package io.grpcpool.operator.world;

import io.grpcpool.operator.discovery.EndpointSource.Watch;
import io.grpcpool.operator.policies.PolicyDocument;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.name.NameClaim;
import io.grpcpool.planner.route.RouteView;
import org.jspecify.annotations.Nullable;

/** Confined to the planner thread. A valid document with the endpoints that it asks for. */
final class RouteWatch {

  private final PolicyDocument document;
  private final RouteView route;
  private EndpointsView endpoints = EndpointsView.UNKNOWN;
  private @Nullable Watch watch;

  RouteWatch(PolicyDocument document, RouteView route) {
    this.document = document;
    this.route = route;
  }

  PolicyDocument document() {
    return document;
  }

  RouteView route() {
    return route;
  }

  NameClaim claim() {
    return NameClaim.of(route, document.seniority());
  }

  EndpointsView endpoints() {
    return endpoints;
  }

  void endpoints(EndpointsView view) {
    endpoints = view;
  }

  boolean answered() {
    return endpoints.freshness() != EndpointsView.Freshness.UNKNOWN;
  }

  void opened(Watch opened) {
    watch = opened;
  }

  void close() {
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }
}
