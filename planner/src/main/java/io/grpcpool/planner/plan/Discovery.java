package io.grpcpool.planner.plan;

import io.grpcpool.planner.EndpointsView.Freshness;

/**
 * Immutable. What the endpoints of a plan rest on.
 *
 * @param source the kind of source
 * @param detail why it is stale or not known; empty when fresh
 */
public record Discovery(String source, Freshness freshness, String detail) {}
