package io.grpcpool.planner.status;

import io.grpcpool.planner.EndpointsView.Freshness;
import io.grpcpool.planner.PlanResult.Planned;
import io.grpcpool.planner.PlanResult.Rejected;
import io.grpcpool.planner.PlanResult.Waiting;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.PlanNote.Kind;
import io.grpcpool.policy.status.ConditionReason;
import io.grpcpool.policy.status.ConditionType;
import io.grpcpool.policy.status.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Immutable. The phase of a policy and its conditions, Ready first. */
record Judgement(Phase phase, Verdict ready, List<Verdict> verdicts) {

  static Judgement of(StatusInput input) {
    Verdict accepted = Verdicts.accepted(input.generation(), input.result());
    Optional<Verdict> discovered = discovered(input);
    Optional<Verdict> tracks = Optional.ofNullable(input.served()).map(Verdicts::tracks);
    Optional<Verdict> acknowledged =
        Optional.ofNullable(input.served()).map(plan -> Verdicts.acknowledged(input.clients()));
    Verdict ready = ready(input, accepted, tracks, acknowledged);

    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(ready);
    verdicts.add(accepted);
    discovered.ifPresent(verdicts::add);
    acknowledged.ifPresent(verdicts::add);
    tracks.ifPresent(verdicts::add);
    Optional.ofNullable(input.served())
        .flatMap(plan -> PoolVerdict.of(plan, input.sizes()))
        .ifPresent(verdicts::add);
    reconciling(input, ready).ifPresent(verdicts::add);
    stalled(input, acknowledged).ifPresent(verdicts::add);
    return new Judgement(phase(input, ready), ready, List.copyOf(verdicts));
  }

  private static Optional<Verdict> discovered(StatusInput input) {
    if (input.result() instanceof Waiting waiting) {
      return Optional.of(Verdicts.waiting(waiting));
    }
    Plan plan = input.result() instanceof Planned planned ? planned.plan() : input.served();
    return Optional.ofNullable(plan).map(Verdicts::discovered);
  }

  private static Verdict ready(
      StatusInput input,
      Verdict accepted,
      Optional<Verdict> tracks,
      Optional<Verdict> acknowledged) {
    Plan served = input.served();
    if (!accepted.isTrue()) {
      String kept = served == null ? "nothing is served" : "generation " + served.generation();
      return notReady(
          ConditionReason.NOT_ACCEPTED,
          accepted.message() + (served == null ? "; " + kept : "; " + kept + " stays served"));
    }
    if (input.result() instanceof Waiting waiting) {
      return notReady(
          ConditionReason.INITIALIZING,
          "waiting for the first answer of " + waiting.source() + ": " + waiting.detail());
    }
    if (served != null && served.suspended()) {
      return notReady(
          ConditionReason.SUSPENDED,
          "spec.suspend is true: generation " + served.generation() + " stays served");
    }
    if (served == null || served.generation() < input.generation()) {
      return notReady(
          ConditionReason.XDS_NOT_SYNCED,
          "generation " + input.generation() + " is not published yet");
    }
    Optional<Verdict> missing = tracks.filter(verdict -> !verdict.isTrue());
    if (missing.isPresent()) {
      return notReady(missing.get().reason(), missing.get().message());
    }
    String clients = acknowledged.map(Verdict::message).orElse("");
    return acknowledged.map(Verdict::isTrue).orElse(false)
        ? Verdict.yes(
            ConditionType.READY,
            ConditionReason.ENFORCED,
            "generation " + served.generation() + " is served; " + clients)
        : notReady(ConditionReason.XDS_NOT_SYNCED, clients);
  }

  private static Verdict notReady(ConditionReason reason, String message) {
    return Verdict.no(ConditionType.READY, reason, message);
  }

  private static Optional<Verdict> reconciling(StatusInput input, Verdict ready) {
    boolean underWay =
        ready.reason() == ConditionReason.INITIALIZING
            || (ready.reason() == ConditionReason.XDS_NOT_SYNCED && input.clients().nacked() == 0);
    return underWay
        ? Optional.of(Verdict.yes(ConditionType.RECONCILING, ready.reason(), ready.message()))
        : Optional.empty();
  }

  private static Optional<Verdict> stalled(StatusInput input, Optional<Verdict> acknowledged) {
    if (input.result() instanceof Rejected rejected) {
      return Optional.of(
          Verdict.yes(
              ConditionType.STALLED, Verdicts.reason(rejected), Verdicts.problems(rejected)));
    }
    return acknowledged
        .filter(verdict -> verdict.reason() == ConditionReason.NACKED)
        .map(v -> Verdict.yes(ConditionType.STALLED, ConditionReason.NACKED, v.message()));
  }

  private static Phase phase(StatusInput input, Verdict ready) {
    if (input.terminating()) {
      return Phase.TERMINATING;
    }
    Plan served = input.served();
    if (served == null) {
      return Phase.PENDING;
    }
    return switch (ready.reason()) {
      case SUSPENDED -> Phase.SUSPENDED;
      case NOT_ACCEPTED, ENDPOINTS_UNAVAILABLE, CUT -> Phase.DEGRADED;
      case INITIALIZING -> Phase.PROGRESSING;
      case XDS_NOT_SYNCED -> input.clients().nacked() > 0 ? Phase.DEGRADED : Phase.PROGRESSING;
      default -> weakened(served) ? Phase.DEGRADED : Phase.STABLE;
    };
  }

  /** Served in full, but on endpoints that are not certain. */
  private static boolean weakened(Plan plan) {
    return plan.discovery().freshness() != Freshness.FRESH || plan.has(Kind.PANIC);
  }
}
