package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/** Immutable. The calls that one client may send. */
@DocumentPart
public record RateLimit(@Nullable Integer requestsPerSecond, @Nullable Integer burst) {}
