package io.grpcpool.policy.status;

import io.grpcpool.policy.DocumentPart;
import org.jspecify.annotations.Nullable;

/** Immutable. Endpoints, and how many of them take calls. */
@DocumentPart
public record EndpointCounts(@Nullable Integer total, @Nullable Integer usable) {}
