package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. Calls that carry a metadata value.
 *
 * @param name the key, in lower case; binary keys cannot be matched
 * @param exact the whole value
 */
@DocumentPart
public record MetadataMatch(@Nullable String name, @Nullable String exact) {}
