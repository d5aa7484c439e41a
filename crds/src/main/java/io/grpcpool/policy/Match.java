package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. Calls that go to one track whatever the weights: exactly one of metadata and method is
 * present.
 *
 * @param method {@code package.Service/Method}, or {@code package.Service/*}
 * @param track the name of a track of this policy
 */
@DocumentPart
public record Match(
    @Nullable MetadataMatch metadata, @Nullable String method, @Nullable String track) {}
