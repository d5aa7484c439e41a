package io.grpcpool.operator.audit.kubernetes;

import io.grpcpool.operator.audit.AuditEntry.Action;

/** Immutable. What an Event is about, in one word, and whether a person should look. */
enum EventReason {
  POLICY_ACCEPTED("PolicyAccepted", false),
  POLICY_REJECTED("PolicyRejected", true),
  TARGET_CONFLICT("TargetConflict", true),
  WEIGHT_CHANGED("WeightChanged", true),
  TRACK_EMPTIED("TrackEmptied", true),
  TRACK_RECOVERED("TrackRecovered", false),
  DELETION_STARTED("DeletionStarted", false),
  DELETION_HELD("DeletionHeld", true),
  POLICY_RESTORED("PolicyRestored", false),
  POLICY_WITHDRAWN("PolicyWithdrawn", false);

  private final String text;
  private final boolean warning;

  EventReason(String text, boolean warning) {
    this.text = text;
    this.warning = warning;
  }

  static EventReason of(Action action) {
    return switch (action) {
      case ACCEPT -> POLICY_ACCEPTED;
      case REJECT -> POLICY_REJECTED;
      case CONFLICT -> TARGET_CONFLICT;
      case REWEIGH -> WEIGHT_CHANGED;
      case EMPTY_TRACK -> TRACK_EMPTIED;
      case RECOVER_TRACK -> TRACK_RECOVERED;
      case DELETE -> DELETION_STARTED;
      case HOLD_DELETION -> DELETION_HELD;
      case RESTORE -> POLICY_RESTORED;
      case WITHDRAW -> POLICY_WITHDRAWN;
    };
  }

  /** The Event's {@code reason}. */
  String text() {
    return text;
  }

  /** The Event's {@code type}. */
  String type() {
    return warning ? "Warning" : "Normal";
  }
}
