package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. How many connections a client keeps to each endpoint: {@code 1 <= min <= initial <=
 * max <= 100}.
 *
 * @param initial opened on first use; absent: the minimum
 * @param min never fewer while the channel is in use
 * @param max never more
 */
@DocumentPart
public record ConnectionsPerEndpoint(
    @Nullable Integer initial, @Nullable Integer min, @Nullable Integer max) {}
