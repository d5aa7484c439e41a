package io.grpcpool.planner.plan;

/**
 * Immutable. An endpoint as clients get it.
 *
 * @param weight 1 to 2^32-1, relative to the others of its locality
 */
public record Backend(String address, int port, long weight) {}
