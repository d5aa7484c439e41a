package io.grpcpool.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Endpoints written in the policy. One that cannot be used is left out and named in
 * status; it does not make the policy invalid.
 *
 * @param endpoints at most 10,000
 */
@DocumentPart
public record StaticDiscovery(@Nullable List<StaticEndpoint> endpoints) {
  public StaticDiscovery {
    endpoints = Copies.of(endpoints);
  }
}
