package io.grpcpool.operator.audit;

import io.grpcpool.planner.PolicyId;

/**
 * Immutable. One decision.
 *
 * @param generation of the document that it is about
 * @param who the field manager of the last change; {@code file}; or the part that decided
 * @param oldWeights per track, such as {@code stable=90,canary=10}; empty where there were none
 * @param newWeights per track, likewise
 * @param outcome what came of it, in a few words
 */
public record AuditEntry(
    PolicyId policy,
    long generation,
    String who,
    Action action,
    String oldWeights,
    String newWeights,
    String outcome) {

  /** What was decided. */
  public enum Action {
    ACCEPT,
    REJECT,
    REWEIGH,
    DELETE,
    RESTORE,
    WITHDRAW,
    HOLD_DELETION
  }
}
