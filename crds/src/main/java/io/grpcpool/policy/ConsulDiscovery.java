package io.grpcpool.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A service of Consul's catalog.
 *
 * @param service its name in the catalog
 * @param datacenters in order of priority; absent or empty: the agent's own
 * @param tags an instance must have all of them
 * @param health {@link ConsulHealth}
 * @param panicThreshold percentage of healthy instances below which critical ones are used too;
 *     {@code 0%}: never
 * @param emptyHoldDown how long a confirmed empty answer is held before it is believed
 */
@DocumentPart
public record ConsulDiscovery(
    @Nullable String service,
    @Nullable List<String> datacenters,
    @Nullable List<String> tags,
    @Nullable String health,
    @Nullable String panicThreshold,
    @Nullable String emptyHoldDown) {
  public ConsulDiscovery {
    datacenters = Copies.of(datacenters);
    tags = Copies.of(tags);
  }
}
