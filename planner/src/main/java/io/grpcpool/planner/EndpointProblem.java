package io.grpcpool.planner;

/**
 * Immutable. A backend that its source names but that is left out, and why.
 *
 * @param id how the source names it
 * @param reason one sentence with the field, its value and what is allowed
 */
public record EndpointProblem(String id, String reason) {}
