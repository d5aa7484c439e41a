package io.grpcpool.operator.world;

import io.grpcpool.operator.audit.AuditEntry;
import io.grpcpool.operator.audit.AuditEntry.Action;
import io.grpcpool.operator.audit.AuditLog;
import io.grpcpool.planner.PlanResult;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.PlanNote.Kind;
import io.grpcpool.policy.PolicyDuration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Confined to the planner thread. Writes down each decision once. */
final class Decisions {

  private static final int MANY = 5;

  private final AuditLog audit;

  Decisions(AuditLog audit) {
    this.audit = audit;
  }

  /** A document was planned; where it could not be published either, that is written down. */
  void accepted(PolicyState state, @Nullable Plan before, PlanResult result) {
    if (result instanceof PlanResult.Planned planned) {
      Plan plan = planned.plan();
      String names = String.join(",", plan.listeners());
      write(state, Action.ACCEPT, weights(before), weights(plan), "serving " + names);
    }
  }

  void rejected(PolicyState state, PlanResult.Rejected rejected) {
    if (rejected.equals(state.result)) {
      return;
    }
    String why =
        rejected.problems().stream()
            .limit(MANY)
            .map(Object::toString)
            .collect(Collectors.joining("; "));
    String kept =
        state.plan == null
            ? "nothing is served"
            : "generation " + state.plan.generation() + " stays served";
    write(state, Action.REJECT, weights(state.plan), weights(state.plan), why + "; " + kept);
  }

  /** Tracks lost or got back their endpoints, or were cut. */
  void reweighed(PolicyState state, @Nullable Plan before) {
    if (state.plan != null && before != null && !weights(state.plan).equals(weights(before))) {
      audit.record(
          new AuditEntry(
              state.id,
              state.plan.generation(),
              state.plan.has(Kind.CUT) ? "cut" : "discovery",
              Action.REWEIGH,
              weights(before),
              weights(state.plan),
              state.plan.has(Kind.CUT)
                  ? "a cut lasts until the track's weight or selector is edited"
                  : "tracks without usable endpoints get no calls"));
    }
  }

  void deleted(PolicyState state, boolean held) {
    write(
        state,
        held ? Action.HOLD_DELETION : Action.DELETE,
        weights(state.plan),
        weights(state.plan),
        held
            ? "half or more of the policies vanished at once: served until a person confirms"
            : "served unchanged for " + PolicyDuration.format(state.grace()));
  }

  void restored(PolicyState state) {
    write(state, Action.RESTORE, weights(state.plan), weights(state.plan), "nothing happened");
  }

  void withdrawn(PolicyState state, String outcome) {
    write(state, Action.WITHDRAW, weights(state.plan), "", outcome);
  }

  private void write(
      PolicyState state, Action action, String oldWeights, String newWeights, String outcome) {
    audit.record(
        new AuditEntry(
            state.id,
            state.document.generation(),
            state.document.changedBy(),
            action,
            oldWeights,
            newWeights,
            outcome));
  }

  /** The share of each track in percent: {@code stable=90,canary=10}. */
  private static String weights(@Nullable Plan plan) {
    if (plan == null) {
      return "";
    }
    return plan.tracks().stream()
        .map(track -> track.name() + "=" + percent(track.effectiveBasisPoints()))
        .collect(Collectors.joining(","));
  }

  private static String percent(int basisPoints) {
    return java.math.BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString();
  }
}
