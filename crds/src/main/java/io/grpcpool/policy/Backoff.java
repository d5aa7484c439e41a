package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. The wait between attempts, which doubles from base to max (gRFC A6).
 *
 * @param max absent: ten times the base, as gRFC A44 has it
 */
@DocumentPart
public record Backoff(@Nullable String base, @Nullable String max) {}
