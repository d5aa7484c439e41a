package io.grpcpool.policy.status;

/** Immutable. The reasons that conditions give, by the type of condition that uses them. */
public enum ConditionReason {
  // Ready
  ENFORCED("Enforced"),
  SUSPENDED("Suspended"),
  NOT_ACCEPTED("NotAccepted"),
  XDS_NOT_SYNCED("XdsNotSynced"),
  // Reconciling, and Ready before the first answer of a source
  INITIALIZING("Initializing"),
  // Accepted and Stalled
  ACCEPTED("Accepted"),
  INVALID_SPEC("InvalidSpec"),
  TARGET_NOT_FOUND("TargetNotFound"),
  TARGET_CONFLICT("TargetConflict"),
  UNSUPPORTED_FIELD("UnsupportedField"),
  // CanaryHealthy, and Ready where a track with weight has no endpoints or is cut
  WITHIN_THRESHOLDS("WithinThresholds"),
  ENDPOINTS_UNAVAILABLE("EndpointsUnavailable"),
  CUT("Cut"),
  NO_CANARY("NoCanary"),
  // DiscoverySynced
  SYNCED("Synced"),
  CONSUL_UNAVAILABLE("ConsulUnavailable"),
  CONSUL_STALE("ConsulStale"),
  CONSUL_ACL_FILTERED("ConsulAclFiltered"),
  KUBERNETES_WATCH_LOST("KubernetesWatchLost"),
  SOURCE_UNAVAILABLE("SourceUnavailable"),
  // XdsSynced
  ALL_ACKED("AllAcked"),
  PARTIAL("Partial"),
  NACKED("Nacked"),
  NO_CLIENTS("NoClients"),
  // PoolSized
  ADVISORY("Advisory"),
  CLAMPED("Clamped");

  private final String text;

  ConditionReason(String text) {
    this.text = text;
  }

  /** The word as it stands in a condition's {@code reason}. */
  public String text() {
    return text;
  }
}
