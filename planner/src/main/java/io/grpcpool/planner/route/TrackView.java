package io.grpcpool.planner.route;

/**
 * Immutable. One share of a policy's calls and the endpoints that take it.
 *
 * @param weight relative to the other tracks', 0 to 1,000,000
 */
public record TrackView(String name, Selector selector, long weight) {}
