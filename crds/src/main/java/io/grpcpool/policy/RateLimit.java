package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. The calls that one client process may send.
 *
 * @param requestsPerSecond in the long run
 * @param burst calls that it may send at once after it sent none; absent: a tenth of the rate
 */
@DocumentPart
public record RateLimit(@Nullable Integer requestsPerSecond, @Nullable Integer burst) {}
