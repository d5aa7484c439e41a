package io.grpcpool.policy.status;

/** Immutable. The types of condition that a policy's status has. */
public enum ConditionType {
  /** The spec of this generation is served in full. */
  READY("Ready"),
  /** Work is under way; present only while true. */
  RECONCILING("Reconciling"),
  /** A person is needed; present only while true. */
  STALLED("Stalled"),
  /** The spec is valid and its names are its own. */
  ACCEPTED("Accepted"),
  /** Every track that has weight has usable endpoints. */
  CANARY_HEALTHY("CanaryHealthy"),
  /** The endpoints are the source's present answer. */
  DISCOVERY_SYNCED("DiscoverySynced"),
  /** Every connected client has acknowledged what is served. */
  XDS_SYNCED("XdsSynced"),
  /** Load has the connections that it needs; present once a client has told of a pool. */
  POOL_SIZED("PoolSized");

  private final String text;

  ConditionType(String text) {
    this.text = text;
  }

  /** The word as it stands in a condition's {@code type}. */
  public String text() {
    return text;
  }
}
