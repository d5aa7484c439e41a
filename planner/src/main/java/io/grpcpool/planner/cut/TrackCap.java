package io.grpcpool.planner.cut;

/**
 * Immutable. The most that a track may get, for as long as it is written as it was when it was cut:
 * an edit of its selector gives it another cluster, and an edit of its weight ends the cap.
 *
 * @param cluster of the track
 * @param weight of the track as written
 * @param basisPoints 0 to 10,000 of the calls that are split by weight
 */
public record TrackCap(String cluster, long weight, int basisPoints) {}
