package io.grpcpool.planner.status;

import static io.grpcpool.planner.EndpointBuilder.anEndpoint;
import static io.grpcpool.planner.Planning.plan;
import static io.grpcpool.planner.RouteBuilder.aRoute;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.PlanResult.Planned;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.size.PoolDemand;
import io.grpcpool.planner.size.PoolSize;
import io.grpcpool.planner.size.PoolSize.Crowd;
import io.grpcpool.planner.size.PoolSize.Limit;
import io.grpcpool.planner.size.TrackSizing;
import io.grpcpool.policy.status.ConditionReason;
import io.grpcpool.policy.status.ConditionType;
import io.grpcpool.policy.status.TrackPoolStatus;
import io.grpcpool.policy.status.TrackStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolVerdictTest {

  private static final Plan PLAN =
      plan(
          aRoute().generation(3).track("1", 90).track("2", 10),
          anEndpoint(1).version("1"),
          anEndpoint(2).version("2"));

  private static TrackSizing sizing(int connections, Limit limit) {
    return new TrackSizing(
        new PoolSize(connections, 9, limit, null, Crowd.NONE), new PoolDemand(2_000.4, 0.01, 3, 1));
  }

  private static Map<String, TrackSizing> sizes(TrackSizing stable, TrackSizing canary) {
    return Map.of("shop/users/version=1", stable, "shop/users/version=2", canary);
  }

  @Test
  void saysNothingWhereNobodyHasToldOfAPool() {
    assertThat(PoolVerdict.of(PLAN, Map.of())).isEmpty();
  }

  @Test
  void saysHowManyConnectionsLoadAsksFor() {
    assertThat(PoolVerdict.of(PLAN, sizes(sizing(3, Limit.NONE), sizing(1, Limit.NONE))))
        .contains(
            Verdict.yes(
                ConditionType.POOL_SIZED,
                ConditionReason.ADVISORY,
                "1: 3 connections per endpoint and pool would do;"
                    + " 2: 1 connection per endpoint and pool would do"));
  }

  @Test
  void saysWhatKeepsLoadFromWhatItNeeds() {
    assertThat(PoolVerdict.of(PLAN, sizes(sizing(8, Limit.MAX), sizing(2, Limit.BUDGET))))
        .contains(
            Verdict.no(
                ConditionType.POOL_SIZED,
                ConditionReason.CLAMPED,
                "1: 8 connections per endpoint and pool, the most that the policy allows;"
                    + " load needs more; 2: 2 connections per endpoint and pool, all that the budget"
                    + " of each backend allows; load needs more"));
  }

  @Test
  void showsTheSizeAndItsInputsWithTheTrack() {
    StatusInput input =
        new StatusInput(
            3,
            new Planned(PLAN),
            PLAN,
            PLAN,
            ClientCounts.NONE,
            Map.of("shop/users/version=1", sizing(3, Limit.NONE)),
            false);

    List<TrackStatus> tracks = PolicyStatuses.of(input, List.of(), Instant.EPOCH).tracks();

    assertThat(tracks)
        .extracting(TrackStatus::pool)
        .containsExactly(new TrackPoolStatus(3, 3, 2_000L, 10_000L), null);
  }
}
