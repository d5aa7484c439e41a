package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. Whether a client prefers endpoints of its own zone.
 *
 * @param mode a {@link LocalityMode}
 */
@DocumentPart
public record LocalityPolicy(@Nullable String mode) {}
