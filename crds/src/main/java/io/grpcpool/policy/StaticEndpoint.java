package io.grpcpool.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. One backend written in the policy.
 *
 * @param address an IP literal; see {@link EndpointAddress}
 * @param port 1 to 65535
 * @param weight relative, 1 to 1,000,000
 * @param labels what selectors match
 * @param zone where it is
 */
@DocumentPart
public record StaticEndpoint(
    @Nullable String address,
    @Nullable Integer port,
    @Nullable Integer weight,
    @Nullable Map<String, String> labels,
    @Nullable String zone) {
  public StaticEndpoint {
    labels = Copies.of(labels);
  }
}
