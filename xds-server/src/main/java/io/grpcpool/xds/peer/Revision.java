package io.grpcpool.xds.peer;

/**
 * Immutable. What a cut is about: a revision for as long as its track is written with this weight,
 * so that an edit of either ends the cut on every replica, in whatever order they hear of it.
 *
 * @param cluster the cluster that holds the revision
 * @param weight as written in the policy
 */
public record Revision(String cluster, long weight) {}
