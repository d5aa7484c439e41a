package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. The EndpointSlices of a Service in the policy's namespace.
 *
 * @param service the Service's name
 * @param port the port's name or number; absent: the only one
 */
@DocumentPart
public record KubernetesDiscovery(@Nullable String service, @TextOrNumber @Nullable String port) {}
