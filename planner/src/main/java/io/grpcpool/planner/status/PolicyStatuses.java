package io.grpcpool.planner.status;

import io.grpcpool.planner.plan.EndpointPlan;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.TrackPlan;
import io.grpcpool.planner.route.PoolView;
import io.grpcpool.planner.size.PoolDemand;
import io.grpcpool.planner.size.TrackSizing;
import io.grpcpool.policy.PolicyDuration;
import io.grpcpool.policy.status.ClientsStatus;
import io.grpcpool.policy.status.Condition;
import io.grpcpool.policy.status.EndpointCounts;
import io.grpcpool.policy.status.EndpointsStatus;
import io.grpcpool.policy.status.GrpcPoolPolicyStatus;
import io.grpcpool.policy.status.LeftOutEndpoint;
import io.grpcpool.policy.status.LeftOutEndpoints;
import io.grpcpool.policy.status.PoolStatus;
import io.grpcpool.policy.status.StatusSummary;
import io.grpcpool.policy.status.TrackPoolStatus;
import io.grpcpool.policy.status.TrackStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Immutable. Writes down what is served of a policy, and how far its clients are. */
public final class PolicyStatuses {

  private PolicyStatuses() {}

  /**
   * The whole status, rebuilt from what is known now.
   *
   * @param previous the conditions that stand in the status now; a condition that keeps its status
   *     keeps its time
   * @param now the time of conditions that flip, cut to seconds as Kubernetes stores it
   */
  public static GrpcPoolPolicyStatus of(StatusInput input, List<Condition> previous, Instant now) {
    Judgement judgement = Judgement.of(input);
    List<Condition> conditions =
        judgement.verdicts().stream()
            .map(verdict -> condition(verdict, input.generation(), previous, now))
            .toList();
    Plan served = input.served();
    ClientsStatus clients =
        new ClientsStatus(
            input.clients().connected(), input.clients().synced(), input.clients().nacked());
    if (served == null) {
      return new GrpcPoolPolicyStatus(
          input.generation(),
          null,
          judgement.phase().text(),
          conditions,
          List.of(),
          List.of(),
          null,
          null,
          null,
          clients,
          summary(judgement.ready(), null, input.clients()),
          null);
    }
    return new GrpcPoolPolicyStatus(
        input.generation(),
        served.generation(),
        judgement.phase().text(),
        conditions,
        List.copyOf(served.listeners()),
        served.tracks().stream().map(t -> track(t, input)).toList(),
        endpoints(served),
        LeftOutEndpoints.of(
            served.problems().stream().map(p -> new LeftOutEndpoint(p.id(), p.reason())).toList()),
        pool(served.pool()),
        clients,
        summary(judgement.ready(), served, input.clients()),
        null);
  }

  private static Condition condition(
      Verdict verdict, long generation, List<Condition> previous, Instant now) {
    String type = verdict.type().text();
    String since =
        previous.stream()
            .filter(c -> type.equals(c.type()) && verdict.status().equals(c.status()))
            .map(Condition::lastTransitionTime)
            .flatMap(time -> Optional.ofNullable(time).stream())
            .findFirst()
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new Condition(
        type, verdict.status(), generation, since, verdict.reason().text(), verdict.message());
  }

  private static TrackStatus track(TrackPlan track, StatusInput input) {
    Plan acknowledged = input.acknowledged();
    Integer confirmed =
        acknowledged == null
            ? null
            : acknowledged.tracks().stream()
                .filter(t -> t.cluster().equals(track.cluster()))
                .map(TrackPlan::effectiveBasisPoints)
                .findFirst()
                .orElse(0);
    return new TrackStatus(
        track.name(),
        track.cluster(),
        Math.toIntExact(track.weight()),
        track.effectiveBasisPoints(),
        confirmed,
        new EndpointCounts(track.total(), track.usable()),
        pool(input.sizes().get(track.cluster())));
  }

  private static @Nullable TrackPoolStatus pool(@Nullable TrackSizing sizing) {
    if (sizing == null) {
      return null;
    }
    PoolDemand basis = sizing.basis();
    return new TrackPoolStatus(
        sizing.size().connections(),
        basis.pools(),
        Math.round(basis.callsPerSecond()),
        Math.round(basis.latencySeconds() * 1e6));
  }

  private static EndpointsStatus endpoints(Plan plan) {
    return new EndpointsStatus(
        plan.endpoints().size(),
        usable(plan),
        plan.discovery().source(),
        switch (plan.discovery().freshness()) {
          case FRESH -> "Fresh";
          case STALE -> "Stale";
          case UNKNOWN -> "Unknown";
        },
        plan.discovery().detail());
  }

  private static int usable(Plan plan) {
    return (int) plan.endpoints().stream().filter(EndpointPlan::usable).count();
  }

  private static PoolStatus pool(PoolView pool) {
    PoolView.Connections connections = pool.connections();
    Duration timeout = pool.upkeep().idleTimeout();
    String idle = timeout == null ? null : PolicyDuration.format(timeout);
    return connections == null
        ? new PoolStatus(null, null, null, idle)
        : new PoolStatus(connections.initial(), connections.min(), connections.max(), idle);
  }

  private static StatusSummary summary(Verdict ready, @Nullable Plan served, ClientCounts clients) {
    return new StatusSummary(
        served == null ? "" : weights(served),
        ready.status(),
        ready.reason().text(),
        served == null ? "" : usable(served) + "/" + served.endpoints().size(),
        clients.synced() + "/" + clients.connected());
  }

  /** Percent per track in the order of the spec: {@code 90/10}, {@code 33.33/66.67}. */
  private static String weights(Plan plan) {
    return plan.tracks().stream()
        .map(track -> BigDecimal.valueOf(track.effectiveBasisPoints(), 2))
        .map(percent -> percent.stripTrailingZeros().toPlainString())
        .collect(Collectors.joining("/"));
  }
}
