package io.grpcpool.planner.plan;

import io.grpcpool.planner.Endpoint;

/**
 * Immutable. What became of an endpoint.
 *
 * @param track the track that has it; empty: no track selects it
 * @param usable whether it takes calls
 */
public record EndpointPlan(Endpoint endpoint, String track, boolean usable) {}
