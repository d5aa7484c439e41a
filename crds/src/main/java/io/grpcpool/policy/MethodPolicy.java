package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. What one method does differently.
 *
 * @param name {@code package.Service/Method}
 */
@DocumentPart
public record MethodPolicy(
    @Nullable String name, @Nullable String timeout, @Nullable Retry retry) {}
