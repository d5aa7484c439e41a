package io.grpcpool.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Where the endpoints of a policy come from: exactly one of its fields is present.
 *
 * @param fixed endpoints written in the policy; {@code static} in the document
 */
@DocumentPart
public record Discovery(
    @Nullable ConsulDiscovery consul,
    @Nullable KubernetesDiscovery kubernetes,
    @JsonProperty("static") @Nullable StaticDiscovery fixed,
    @Nullable ExternalDiscovery external) {}
