package io.grpcpool.policy.status;

import io.grpcpool.policy.DocumentPart;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Clients of this replica: connected, of these on the served version, and of these
 * refusing it.
 */
@DocumentPart
public record ClientsStatus(
    @Nullable Integer connected, @Nullable Integer synced, @Nullable Integer nacked) {}
