package io.grpcpool.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A version of the service and its share of the calls.
 *
 * @param name a DNS label, unique in the policy
 * @param selector labels that an endpoint must have; absent or empty: every endpoint of the service
 * @param weight relative, 0 to 1,000,000; absent only where the track is the only one
 * @param service a Kubernetes Service of the track's own, in place of a selector; only with {@code
 *     discovery.kubernetes}
 */
@DocumentPart
public record Track(
    @Nullable String name,
    @Nullable Map<String, String> selector,
    @Nullable Integer weight,
    @Nullable String service) {
  public Track {
    selector = Copies.of(selector);
  }
}
