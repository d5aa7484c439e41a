package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. The grpc.health.v1 service that a client watches per connection.
 *
 * @param service empty: the server as a whole
 */
@DocumentPart
public record HealthCheck(@Nullable String service) {}
