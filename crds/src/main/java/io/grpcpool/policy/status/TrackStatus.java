package io.grpcpool.policy.status;

import io.grpcpool.policy.DocumentPart;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What is served of one track.
 *
 * @param cluster the name of its cluster in xDS
 * @param weight as the spec has it
 * @param effectiveBasisPoints the share that is served, in hundredths of a percent
 * @param acknowledgedBasisPoints the share that every connected client has acknowledged; absent:
 *     none has yet
 * @param pool absent: no client has told of a pool
 */
@DocumentPart
public record TrackStatus(
    @Nullable String name,
    @Nullable String cluster,
    @Nullable Integer weight,
    @Nullable Integer effectiveBasisPoints,
    @Nullable Integer acknowledgedBasisPoints,
    @Nullable EndpointCounts endpoints,
    @Nullable TrackPoolStatus pool) {}
