package io.grpcpool.demo.fleet;

/**
 * Immutable. The policy of the demo with the values that its steps edit.
 *
 * @param service the service's name in Consul
 * @param oldWeight weight of the old version's track
 * @param newWeight weight of the new version's track
 * @param connections connections per endpoint, exactly
 */
public record PolicyDraft(String service, int oldWeight, int newWeight, int connections) {
  /** The name that clients dial, {@code xds:///user-service}. */
  public static final String TARGET = "user-service";

  /** The version that serves first. */
  public static final String OLD_VERSION = "1.4.0";

  /** The version that takes over. */
  public static final String NEW_VERSION = "1.5.0";

  /** The same with other weights. */
  public PolicyDraft withWeights(int newOldWeight, int newNewWeight) {
    return new PolicyDraft(service, newOldWeight, newNewWeight, connections);
  }

  /** The same with another size of the pool. */
  public PolicyDraft withConnections(int perEndpoint) {
    return new PolicyDraft(service, oldWeight, newWeight, perEndpoint);
  }

  /** The weight of a version's track. */
  public int weight(String version) {
    return version.equals(OLD_VERSION) ? oldWeight : newWeight;
  }

  /** The share of the calls that a version's track is to get, 0 to 1. */
  public double share(String version) {
    return (double) weight(version) / (oldWeight + newWeight);
  }

  /** The document, as a user would write it. */
  public String yaml() {
    return """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata:
          name: %1$s
        spec:
          target: %1$s
          discovery:
            consul: {service: %2$s}
          tracks:
            - {name: stable, selector: {version: %3$s}, weight: %4$d}
            - {name: canary, selector: {version: %5$s}, weight: %6$d}
          pool:
            connectionsPerEndpoint: {initial: %7$d, min: %7$d, max: %7$d}
          resilience:
            retry: {attempts: 3, codes: [UNAVAILABLE], backoff: {base: 25ms, max: 250ms}}
        """
        .formatted(TARGET, service, OLD_VERSION, oldWeight, NEW_VERSION, newWeight, connections);
  }
}
