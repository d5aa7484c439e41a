package io.grpcpool.planner.plan;

/**
 * Immutable. A cluster's part of the weighted route.
 *
 * @param basisPoints 1 to 10,000; a route's sum is 10,000
 */
public record WeightedCluster(String cluster, int basisPoints) {}
