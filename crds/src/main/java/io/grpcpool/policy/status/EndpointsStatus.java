package io.grpcpool.policy.status;

import io.grpcpool.policy.DocumentPart;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The endpoints of a service and how far they can be trusted.
 *
 * @param source {@code consul}, {@code kubernetes}, {@code static} or the name of an external
 *     source
 * @param freshness {@code Fresh}, {@code Stale} or {@code Unknown}
 * @param detail why it is not fresh
 */
@DocumentPart
public record EndpointsStatus(
    @Nullable Integer total,
    @Nullable Integer usable,
    @Nullable String source,
    @Nullable String freshness,
    @Nullable String detail) {}
