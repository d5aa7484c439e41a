package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. What the calls of one method, or of one service, do differently.
 *
 * @param name {@code package.Service/Method}, or {@code package.Service} for those of its methods
 *     that have no entry of their own
 * @param timeout absent: as for every call; zero: the caller's deadline alone
 * @param retry what is absent in it is as for every call
 */
@DocumentPart
public record MethodPolicy(
    @Nullable String name, @Nullable String timeout, @Nullable Retry retry) {}
