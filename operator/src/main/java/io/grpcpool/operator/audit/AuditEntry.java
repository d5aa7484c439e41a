package io.grpcpool.operator.audit;

import io.grpcpool.planner.PolicyId;

/**
 * Immutable. One decision.
 *
 * @param generation of the document that it is about
 * @param uid what tells the object from one of the same name before it; empty for a file
 * @param who the field manager of the last change; {@code file}; or the part that decided
 * @param oldWeights per track, such as {@code stable=90,canary=10}; empty where there were none
 * @param newWeights per track, likewise
 * @param outcome what came of it, in a few words
 */
public record AuditEntry(
    PolicyId policy,
    long generation,
    String uid,
    String who,
    Action action,
    String oldWeights,
    String newWeights,
    String outcome) {

  /** What was decided. */
  public enum Action {
    ACCEPT,
    REJECT,
    /** A name belongs to another policy. */
    CONFLICT,
    /** Shares are others for another reason, such as a cut. */
    REWEIGH,
    /** A track with weight lost its last usable endpoint. */
    EMPTY_TRACK,
    /** A track with weight has usable endpoints again. */
    RECOVER_TRACK,
    DELETE,
    RESTORE,
    WITHDRAW,
    HOLD_DELETION
  }
}
