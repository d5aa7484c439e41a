package io.grpcpool.planner.status;

import io.grpcpool.planner.EndpointsView.Freshness;
import io.grpcpool.planner.PlanProblem;
import io.grpcpool.planner.PlanResult;
import io.grpcpool.planner.PlanResult.Planned;
import io.grpcpool.planner.PlanResult.Rejected;
import io.grpcpool.planner.PlanResult.Waiting;
import io.grpcpool.planner.plan.Discovery;
import io.grpcpool.planner.plan.MatchRoute;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.PlanNote;
import io.grpcpool.planner.plan.PlanNote.Kind;
import io.grpcpool.planner.plan.TrackPlan;
import io.grpcpool.policy.status.ConditionReason;
import io.grpcpool.policy.status.ConditionType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Immutable. One judgement for each aspect of a policy. */
final class Verdicts {

  private static final int PROBLEMS_SHOWN = 5;
  private static final Set<Kind> OF_TRACKS =
      Set.of(Kind.SELECTOR_MATCHES_NOTHING, Kind.TRACK_EMPTY, Kind.ALL_EMPTY, Kind.CUT);

  private static final List<ConditionReason> OF_CONSUL =
      List.of(
          ConditionReason.CONSUL_ACL_FILTERED,
          ConditionReason.CONSUL_UNAVAILABLE,
          ConditionReason.CONSUL_STALE);

  private Verdicts() {}

  static Verdict accepted(long generation, PlanResult result) {
    if (result instanceof Rejected rejected) {
      return Verdict.no(ConditionType.ACCEPTED, reason(rejected), problems(rejected));
    }
    if (result instanceof Planned planned && planned.plan().has(Kind.NAME_HELD)) {
      return Verdict.yes(
          ConditionType.ACCEPTED,
          ConditionReason.TARGET_CONFLICT,
          messages(planned.plan(), Set.of(Kind.NAME_HELD)));
    }
    return Verdict.yes(
        ConditionType.ACCEPTED, ConditionReason.ACCEPTED, "generation " + generation + " is valid");
  }

  static ConditionReason reason(Rejected rejected) {
    return switch (rejected.reason()) {
      case INVALID_SPEC -> ConditionReason.INVALID_SPEC;
      case TARGET_CONFLICT -> ConditionReason.TARGET_CONFLICT;
    };
  }

  static String problems(Rejected rejected) {
    List<PlanProblem> problems = rejected.problems();
    String shown =
        problems.stream()
            .limit(PROBLEMS_SHOWN)
            .map(PlanProblem::toString)
            .collect(Collectors.joining("; "));
    int more = problems.size() - PROBLEMS_SHOWN;
    return more > 0 ? shown + "; and " + more + " more" : shown;
  }

  static Verdict discovered(Plan plan) {
    Discovery discovery = plan.discovery();
    if (discovery.freshness() != Freshness.FRESH) {
      return Verdict.no(
          ConditionType.DISCOVERY_SYNCED,
          reason(discovery.source(), discovery.detail(), ConditionReason.CONSUL_STALE),
          "last good endpoints stay served: " + discovery.detail());
    }
    String leftOut = plan.problems().isEmpty() ? "" : ", " + plan.problems().size() + " left out";
    String panic = messages(plan, Set.of(Kind.PANIC, Kind.UNSELECTED, Kind.TOO_MANY_ZONES));
    return Verdict.yes(
        ConditionType.DISCOVERY_SYNCED,
        ConditionReason.SYNCED,
        plan.endpoints().size() + " endpoints" + leftOut + (panic.isEmpty() ? "" : "; " + panic));
  }

  static Verdict waiting(Waiting waiting) {
    return Verdict.unknown(
        ConditionType.DISCOVERY_SYNCED,
        reason(waiting.source(), waiting.detail(), ConditionReason.CONSUL_UNAVAILABLE),
        waiting.detail());
  }

  /** Consul's source begins each doubt with its reason and a colon. */
  private static ConditionReason reason(
      String source, String detail, ConditionReason otherOfConsul) {
    return switch (source) {
      case "consul" ->
          OF_CONSUL.stream()
              .filter(reason -> detail.contains(reason.text() + ":"))
              .findFirst()
              .orElse(otherOfConsul);
      case "kubernetes" -> ConditionReason.KUBERNETES_WATCH_LOST;
      default -> ConditionReason.SOURCE_UNAVAILABLE;
    };
  }

  /**
   * Whether every track that gets calls, by weight or by match, has an endpoint that takes them,
   * and none is cut.
   */
  static Verdict tracks(Plan plan) {
    String messages = messages(plan, OF_TRACKS);
    if (plan.tracks().stream().anyMatch(t -> t.usable() == 0 && wanted(plan, t))) {
      return Verdict.no(
          ConditionType.CANARY_HEALTHY, ConditionReason.ENDPOINTS_UNAVAILABLE, messages);
    }
    if (plan.has(Kind.CUT)) {
      return Verdict.no(ConditionType.CANARY_HEALTHY, ConditionReason.CUT, messages);
    }
    ConditionReason reason =
        plan.tracks().size() == 1 ? ConditionReason.NO_CANARY : ConditionReason.WITHIN_THRESHOLDS;
    return Verdict.yes(
        ConditionType.CANARY_HEALTHY,
        reason,
        messages.isEmpty() ? "every track has endpoints that take calls" : messages);
  }

  private static boolean wanted(Plan plan, TrackPlan track) {
    return track.weight() > 0
        || plan.routes().matches().stream()
            .map(MatchRoute::cluster)
            .anyMatch(track.cluster()::equals);
  }

  static Verdict acknowledged(ClientCounts clients) {
    if (clients.connected() == 0) {
      return Verdict.yes(
          ConditionType.XDS_SYNCED, ConditionReason.NO_CLIENTS, "no client is connected");
    }
    String counts = clients.synced() + "/" + clients.connected() + " clients are on what is served";
    if (clients.nacked() > 0) {
      return Verdict.no(
          ConditionType.XDS_SYNCED,
          ConditionReason.NACKED,
          counts + ", " + clients.nacked() + " refuse it: " + clients.refusal());
    }
    return clients.synced() < clients.connected()
        ? Verdict.no(ConditionType.XDS_SYNCED, ConditionReason.PARTIAL, counts)
        : Verdict.yes(ConditionType.XDS_SYNCED, ConditionReason.ALL_ACKED, counts);
  }

  private static String messages(Plan plan, Set<Kind> kinds) {
    return plan.notes().stream()
        .filter(note -> kinds.contains(note.kind()))
        .map(PlanNote::message)
        .collect(Collectors.joining("; "));
  }
}
