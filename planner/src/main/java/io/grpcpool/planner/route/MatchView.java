package io.grpcpool.planner.route;

/**
 * Immutable. Calls that go to one track before weights are looked at.
 *
 * @param track the name of the track that gets these calls
 */
public record MatchView(CallMatch calls, String track) {}
