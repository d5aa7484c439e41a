package io.grpcpool.policy.status;

/** Immutable. A policy's state in one word, for people; nothing decides by it. */
public enum Phase {
  /** Nothing of the policy is served yet. */
  PENDING("Pending"),
  /** A change is on its way to clients. */
  PROGRESSING("Progressing"),
  /** The spec is served and every connected client has it. */
  STABLE("Stable"),
  /**
   * Served, but less than the spec asks for: a track is empty, a source is stale, the spec is bad.
   */
  DEGRADED("Degraded"),
  /** {@code spec.suspend} is true. */
  SUSPENDED("Suspended"),
  /** Deleted, and served on for {@code spec.deletionGrace}. */
  TERMINATING("Terminating");

  private final String text;

  Phase(String text) {
    this.text = text;
  }

  /** The word as it stands in {@code status.phase}. */
  public String text() {
    return text;
  }
}
