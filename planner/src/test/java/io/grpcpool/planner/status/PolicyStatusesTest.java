package io.grpcpool.planner.status;

import static io.grpcpool.planner.EndpointBuilder.anEndpoint;
import static io.grpcpool.planner.Planning.plan;
import static io.grpcpool.planner.Planning.view;
import static io.grpcpool.planner.RouteBuilder.aRoute;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.EndpointProblem;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.PlanResult.Planned;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.policy.status.Condition;
import io.grpcpool.policy.status.EndpointCounts;
import io.grpcpool.policy.status.EndpointsStatus;
import io.grpcpool.policy.status.GrpcPoolPolicyStatus;
import io.grpcpool.policy.status.LeftOutEndpoint;
import io.grpcpool.policy.status.PoolStatus;
import io.grpcpool.policy.status.StatusSummary;
import io.grpcpool.policy.status.TrackStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyStatusesTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final Instant LATER = Instant.parse("2026-01-01T12:05:00Z");
  private static final ClientCounts SYNCED = new ClientCounts(3, 3, 0, "");
  private static final ClientCounts PARTIAL = new ClientCounts(3, 2, 0, "");

  private static final Plan CANARY =
      plan(
          aRoute().generation(3).track("1", 90).track("2", 10),
          anEndpoint(1).version("1"),
          anEndpoint(2).version("2"),
          anEndpoint(3).version("2").weight(0));

  @Test
  void showsWhatIsServedOfEachTrack() {
    GrpcPoolPolicyStatus status = status(CANARY, SYNCED);

    assertThat(status.tracks())
        .containsExactly(
            new TrackStatus(
                "1", "shop/users/version=1", 90, 9_000, 9_000, new EndpointCounts(1, 1), null),
            new TrackStatus(
                "2", "shop/users/version=2", 10, 1_000, 1_000, new EndpointCounts(2, 1), null));
  }

  @Test
  void showsWhatColumnsShow() {
    assertThat(status(CANARY, PARTIAL).summary())
        .isEqualTo(new StatusSummary("90/10", "False", "XdsNotSynced", "2/3", "2/3"));
  }

  @Test
  void showsFractionsOfAPercent() {
    Plan thirds =
        plan(
            aRoute().track("1", 1).track("2", 2),
            anEndpoint(1).version("1"),
            anEndpoint(2).version("2"));

    assertThat(status(thirds, SYNCED).summary().weight()).isEqualTo("33.33/66.67");
  }

  @Test
  void showsNamesPoolAndEndpoints() {
    GrpcPoolPolicyStatus status = status(CANARY, SYNCED);

    assertThat(status.targets()).containsExactly("users", "users.shop");
    assertThat(status.pool()).isEqualTo(new PoolStatus(1, 1, 8, "30m"));
    assertThat(status.endpoints()).isEqualTo(new EndpointsStatus(3, 2, "consul", "Fresh", ""));
    assertThat(status.observedGeneration()).isEqualTo(3);
    assertThat(status.servedGeneration()).isEqualTo(3);
  }

  @Test
  void listsEndpointsThatAreLeftOut() {
    EndpointsView view =
        EndpointsView.fresh(List.of(), List.of(new EndpointProblem("n1/web", "port 0")));

    GrpcPoolPolicyStatus status = status(plan(aRoute(), view), ClientCounts.NONE);

    assertThat(status.problems().count()).isEqualTo(1);
    assertThat(status.problems().listed()).containsExactly(new LeftOutEndpoint("n1/web", "port 0"));
  }

  @Test
  void showsTheSharesThatClientsAcknowledgedBeforeTheOnesServed() {
    Plan before =
        plan(
            aRoute().generation(2).track("1", 100).track("2", 0),
            anEndpoint(1).version("1"),
            anEndpoint(2).version("2"));
    StatusInput input =
        new StatusInput(3, new Planned(CANARY), CANARY, before, PARTIAL, Map.of(), false);

    assertThat(PolicyStatuses.of(input, List.of(), NOON).tracks())
        .extracting(TrackStatus::acknowledgedBasisPoints)
        .containsExactly(10_000, 0);
  }

  @Test
  void showsNoAcknowledgedShareBeforeAnybodyAcknowledged() {
    StatusInput input =
        new StatusInput(3, new Planned(CANARY), CANARY, null, ClientCounts.NONE, Map.of(), false);

    assertThat(PolicyStatuses.of(input, List.of(), NOON).tracks())
        .extracting(TrackStatus::acknowledgedBasisPoints)
        .containsOnlyNulls();
  }

  @Test
  void stampsAConditionThatIsNewInSeconds() {
    assertThat(condition(status(CANARY, SYNCED), "Ready").lastTransitionTime())
        .isEqualTo("2026-01-01T12:00:00Z");
  }

  @Test
  void keepsTheTimeOfAConditionThatKeepsItsStatus() {
    List<Condition> before = status(CANARY, SYNCED).conditions();

    Condition ready = condition(PolicyStatuses.of(input(CANARY, SYNCED), before, LATER), "Ready");

    assertThat(ready.lastTransitionTime()).isEqualTo("2026-01-01T12:00:00Z");
  }

  @Test
  void keepsTheTimeOfAConditionThatChangesItsReasonAlone() {
    List<Condition> before = status(CANARY, SYNCED).conditions();

    Condition synced =
        condition(PolicyStatuses.of(input(CANARY, ClientCounts.NONE), before, LATER), "XdsSynced");

    assertThat(synced.reason()).isEqualTo("NoClients");
    assertThat(synced.lastTransitionTime()).isEqualTo("2026-01-01T12:00:00Z");
  }

  @Test
  void movesTheTimeOfAConditionThatFlips() {
    List<Condition> before = status(CANARY, SYNCED).conditions();

    Condition ready = condition(PolicyStatuses.of(input(CANARY, PARTIAL), before, LATER), "Ready");

    assertThat(ready.status()).isEqualTo("False");
    assertThat(ready.lastTransitionTime()).isEqualTo("2026-01-01T12:05:00Z");
  }

  @Test
  void judgesTheGenerationThatWasPlanned() {
    assertThat(status(CANARY, SYNCED).conditions())
        .extracting(Condition::observedGeneration)
        .containsOnly(3L);
  }

  @Test
  void saysThatLastGoodEndpointsAreServed() {
    Plan stale = plan(aRoute(), view(anEndpoint(1)).stale("connection refused"));

    GrpcPoolPolicyStatus status = status(stale, SYNCED);

    assertThat(status.endpoints().freshness()).isEqualTo("Stale");
    assertThat(condition(status, "DiscoverySynced").message())
        .isEqualTo("last good endpoints stay served: connection refused");
  }

  private static GrpcPoolPolicyStatus status(Plan plan, ClientCounts clients) {
    return PolicyStatuses.of(input(plan, clients), List.of(), NOON);
  }

  private static StatusInput input(Plan plan, ClientCounts clients) {
    return new StatusInput(
        plan.generation(), new Planned(plan), plan, plan, clients, Map.of(), false);
  }

  private static Condition condition(GrpcPoolPolicyStatus status, String type) {
    return status.conditions().stream()
        .filter(condition -> type.equals(condition.type()))
        .findFirst()
        .orElseThrow();
  }
}
