package io.grpcpool.xds;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. Where a client stands with one name that it subscribes to.
 *
 * @param name the name
 * @param sentVersion the version that it was sent last; null where it was not sent anything
 * @param ackedVersion the version that it acknowledged last; null where it acknowledged none
 * @param state the summary
 * @param refusal its refusal of what is served now; null where it refuses nothing
 */
public record ResourceStatus(
    String name,
    @Nullable String sentVersion,
    @Nullable String ackedVersion,
    SyncState state,
    @Nullable Refusal refusal) {}
