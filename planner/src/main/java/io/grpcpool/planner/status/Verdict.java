package io.grpcpool.planner.status;

import io.grpcpool.policy.status.ConditionReason;
import io.grpcpool.policy.status.ConditionType;

/**
 * Immutable. A condition without its times.
 *
 * @param status True, False or Unknown as conditions spell it
 */
record Verdict(ConditionType type, String status, ConditionReason reason, String message) {

  private static final int LONGEST = 1_024;

  Verdict {
    if (message.length() > LONGEST) {
      message = message.substring(0, LONGEST - 1) + "…";
    }
  }

  static Verdict yes(ConditionType type, ConditionReason reason, String message) {
    return new Verdict(type, "True", reason, message);
  }

  static Verdict no(ConditionType type, ConditionReason reason, String message) {
    return new Verdict(type, "False", reason, message);
  }

  static Verdict unknown(ConditionType type, ConditionReason reason, String message) {
    return new Verdict(type, "Unknown", reason, message);
  }

  boolean isTrue() {
    return status.equals("True");
  }
}
