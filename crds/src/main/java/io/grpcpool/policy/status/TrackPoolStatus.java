package io.grpcpool.policy.status;

import io.grpcpool.policy.DocumentPart;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The connections per endpoint that load asks of each pool of a track, and what they
 * were computed from when that last changed.
 *
 * @param connections per endpoint and pool
 * @param pools that were connected
 * @param callsPerSecond attempts of calls that ended per second, over all pools
 * @param latencyMicros of one attempt, on average
 */
@DocumentPart
public record TrackPoolStatus(
    @Nullable Integer connections,
    @Nullable Integer pools,
    @Nullable Long callsPerSecond,
    @Nullable Long latencyMicros) {}
