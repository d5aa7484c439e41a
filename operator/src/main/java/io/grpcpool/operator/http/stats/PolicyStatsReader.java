package io.grpcpool.operator.http.stats;

import io.grpcpool.operator.http.stats.Stats.CountStats;
import io.grpcpool.operator.http.stats.Stats.DiscoveryStats;
import io.grpcpool.operator.http.stats.Stats.EndpointCountStats;
import io.grpcpool.operator.http.stats.Stats.EndpointStats;
import io.grpcpool.operator.http.stats.Stats.PolicyStats;
import io.grpcpool.operator.http.stats.Stats.ProblemStats;
import io.grpcpool.operator.http.stats.Stats.TrackStats;
import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.planner.PlanResult.Waiting;
import io.grpcpool.planner.plan.EndpointPlan;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.TrackPlan;
import io.grpcpool.policy.status.ClientsStatus;
import io.grpcpool.policy.status.Condition;
import io.grpcpool.policy.status.ConditionType;
import io.grpcpool.policy.status.GrpcPoolPolicyStatus;
import io.grpcpool.policy.status.TrackStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thread-safe: stateless. Reads one policy's report and status as what {@code /stats} shows. */
final class PolicyStatsReader {

  private PolicyStatsReader() {}

  static PolicyStats read(PolicyReport report, GrpcPoolPolicyStatus status, TrackFigures figures) {
    Plan served = report.served();
    List<Condition> conditions = Objects.requireNonNullElse(status.conditions(), List.of());
    Optional<Condition> accepted = accepted(conditions);
    return new PolicyStats(
        report.id().namespace(),
        report.id().name(),
        report.document().generation(),
        status.servedGeneration(),
        status.phase(),
        accepted.map(Condition::status).filter("True"::equals).isPresent(),
        accepted.map(Condition::reason).orElse(""),
        accepted.map(Condition::message).orElse(""),
        served == null ? List.of() : List.copyOf(served.listeners()),
        served == null ? List.of() : tracks(served, status, figures),
        served == null
            ? List.of()
            : served.endpoints().stream().map(PolicyStatsReader::endpoint).toList(),
        served == null ? List.of() : problems(served),
        conditions,
        status.pool(),
        discovery(report),
        clients(status.clients()));
  }

  private static Optional<Condition> accepted(List<Condition> conditions) {
    return conditions.stream()
        .filter(condition -> ConditionType.ACCEPTED.text().equals(condition.type()))
        .findFirst();
  }

  private static List<TrackStats> tracks(
      Plan plan, GrpcPoolPolicyStatus status, TrackFigures figures) {
    List<TrackStatus> written = Objects.requireNonNullElse(status.tracks(), List.of());
    return plan.tracks().stream().map(track -> track(track, written, figures)).toList();
  }

  private static TrackStats track(
      TrackPlan track, List<TrackStatus> written, TrackFigures figures) {
    Integer acknowledged =
        written.stream()
            .filter(status -> track.name().equals(status.name()))
            .map(TrackStatus::acknowledgedBasisPoints)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return new TrackStats(
        track.name(),
        track.selector().labels(),
        track.selector().ofOwnService() ? track.selector().service() : null,
        track.cluster(),
        track.weight(),
        track.effectiveBasisPoints(),
        acknowledged,
        new EndpointCountStats(track.total(), track.usable()),
        figures.load(track.cluster()),
        figures.telemetry(track.cluster()));
  }

  private static EndpointStats endpoint(EndpointPlan plan) {
    return new EndpointStats(
        plan.endpoint().id(),
        plan.endpoint().address(),
        plan.endpoint().port(),
        plan.endpoint().health().name(),
        plan.endpoint().weight(),
        plan.track(),
        plan.endpoint().locality().zone(),
        plan.usable());
  }

  private static List<ProblemStats> problems(Plan plan) {
    return plan.problems().stream()
        .map(problem -> new ProblemStats(problem.id(), problem.reason()))
        .toList();
  }

  private static @Nullable DiscoveryStats discovery(PolicyReport report) {
    if (report.result() instanceof Waiting waiting) {
      return new DiscoveryStats(waiting.source(), "UNKNOWN", waiting.detail());
    }
    if (report.served() == null) {
      return null;
    }
    var discovery = report.served().discovery();
    return new DiscoveryStats(discovery.source(), discovery.freshness().name(), discovery.detail());
  }

  private static CountStats clients(@Nullable ClientsStatus clients) {
    return clients == null
        ? new CountStats(0, 0, 0)
        : new CountStats(
            Objects.requireNonNullElse(clients.connected(), 0),
            Objects.requireNonNullElse(clients.synced(), 0),
            Objects.requireNonNullElse(clients.nacked(), 0));
  }
}
