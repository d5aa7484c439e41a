package io.grpcpool.planner.plan;

import io.grpcpool.planner.route.CallMatch;

/** Immutable. Calls that go to one cluster before weights are looked at. */
public record MatchRoute(CallMatch calls, String cluster) {}
