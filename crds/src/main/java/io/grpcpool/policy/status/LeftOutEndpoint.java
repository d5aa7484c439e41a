package io.grpcpool.policy.status;

import io.grpcpool.policy.DocumentPart;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A backend that its source names and that is left out.
 *
 * @param id how the source names it
 * @param reason the field, its value and what is allowed
 */
@DocumentPart
public record LeftOutEndpoint(@Nullable String id, @Nullable String reason) {}
