package io.grpcpool.policy.status;

import io.grpcpool.policy.DocumentPart;
import org.jspecify.annotations.Nullable;

/** Immutable. The connections per endpoint that clients are told to keep. */
@DocumentPart
public record PoolStatus(
    @Nullable Integer initial,
    @Nullable Integer min,
    @Nullable Integer max,
    @Nullable String idleTimeout) {}
