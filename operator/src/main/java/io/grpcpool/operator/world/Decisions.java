package io.grpcpool.operator.world;

import io.grpcpool.operator.audit.AuditEntry;
import io.grpcpool.operator.audit.AuditEntry.Action;
import io.grpcpool.operator.audit.AuditLog;
import io.grpcpool.planner.PlanResult;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.PlanNote;
import io.grpcpool.planner.plan.PlanNote.Kind;
import io.grpcpool.planner.plan.TrackPlan;
import io.grpcpool.policy.PolicyDuration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
      String outcome = "serving " + names + rebuilt(before, plan);
      write(state, Action.ACCEPT, weights(before), weights(plan), outcome);
      conflicted(state, before);
    }
  }

  /** grpc-java's policies stand in one another, and outlier detection above the pool's own. */
  private static String rebuilt(@Nullable Plan before, Plan plan) {
    boolean has = plan.calls().protection().outliers() != null;
    if (before == null || has == (before.calls().protection().outliers() != null)) {
      return "";
    }
    return "; outlier detection is "
        + (has ? "added" : "removed")
        + ": clients rebuild the connections of the policy once";
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
        state.served == null
            ? "nothing is served"
            : "generation " + state.served.document().generation() + " stays served";
    Action action =
        rejected.reason() == PlanResult.Rejected.Reason.TARGET_CONFLICT
            ? Action.CONFLICT
            : Action.REJECT;
    write(state, action, weights(state.plan), weights(state.plan), why + "; " + kept);
  }

  /** What is served may have other endpoints: a track that is empty now, or no more, is one. */
  void followed(PolicyState state, @Nullable Plan before) {
    Plan plan = state.plan;
    if (plan == null || before == null) {
      return;
    }
    Set<String> wereEmpty = emptyTracks(before);
    Set<String> areEmpty = emptyTracks(plan);
    boolean told = false;
    for (TrackPlan track : plan.tracks()) {
      boolean was = wereEmpty.contains(track.name());
      boolean is = areEmpty.contains(track.name());
      if (was != is) {
        String name = "track " + track.name();
        reweighed(
            state,
            before,
            plan,
            "discovery",
            is ? Action.EMPTY_TRACK : Action.RECOVER_TRACK,
            name + (is ? " has no usable endpoint" : " has usable endpoints again"));
        told = true;
      }
    }
    if (!told && !weights(plan).equals(weights(before))) {
      boolean cut = plan.has(Kind.CUT);
      String outcome =
          cut
              ? "a cut lasts until the track's weight or selector is edited"
              : "tracks without usable endpoints get no calls";
      reweighed(state, before, plan, cut ? "cut" : "discovery", Action.REWEIGH, outcome);
    }
  }

  private void reweighed(
      PolicyState state, Plan before, Plan plan, String who, Action action, String outcome) {
    audit.record(
        new AuditEntry(
            state.id,
            plan.generation(),
            uid(state),
            who,
            action,
            weights(before),
            weights(plan),
            outcome));
  }

  private static Set<String> emptyTracks(Plan plan) {
    return plan.tracks().stream()
        .filter(track -> track.weight() > 0 && track.usable() == 0)
        .map(TrackPlan::name)
        .collect(Collectors.toSet());
  }

  /** A name that another namespace's policy has, or has now. */
  void conflicted(PolicyState state, @Nullable Plan before) {
    Plan plan = state.plan;
    if (plan == null) {
      return;
    }
    Set<String> now = namesHeld(plan);
    if (before != null) {
      now.removeAll(namesHeld(before));
    }
    now.forEach(text -> write(state, Action.CONFLICT, weights(plan), weights(plan), text));
  }

  private static Set<String> namesHeld(Plan plan) {
    return plan.notes().stream()
        .filter(note -> note.kind() == Kind.NAME_HELD)
        .map(PlanNote::message)
        .collect(Collectors.toCollection(TreeSet::new));
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
            uid(state),
            state.document.changedBy(),
            action,
            oldWeights,
            newWeights,
            outcome));
  }

  private static String uid(PolicyState state) {
    return Objects.requireNonNullElse(state.document.policy().getMetadata().getUid(), "");
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
