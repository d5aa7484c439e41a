package io.grpcpool.client.bootstrap;

import java.util.Map;

/**
 * Immutable. Where a client runs, as the control plane compares it with endpoints.
 *
 * @param region wide area, such as a data centre's region; empty if unknown
 * @param zone failure domain within the region; empty if unknown
 * @param subZone part of the zone; empty if unknown
 */
public record NodeLocality(String region, String zone, String subZone) {

  /** A client that does not know where it runs. */
  public static final NodeLocality UNKNOWN = new NodeLocality("", "", "");

  Map<String, Object> toJson() {
    return Map.of("region", region, "zone", zone, "sub_zone", subZone);
  }
}
