package io.grpcpool.planner;

import static io.grpcpool.planner.EndpointBuilder.anEndpoint;
import static io.grpcpool.planner.Planning.plan;
import static io.grpcpool.planner.Planning.view;
import static io.grpcpool.planner.RouteBuilder.aRoute;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.EndpointsView.Freshness;
import io.grpcpool.planner.PlanResult.Waiting;
import io.grpcpool.planner.plan.ClusterPlan;
import io.grpcpool.planner.plan.MatchRoute;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.PlanNote;
import io.grpcpool.planner.plan.PlanNote.Kind;
import io.grpcpool.planner.plan.TrackPlan;
import io.grpcpool.planner.plan.WeightedCluster;
import io.grpcpool.planner.route.CallMatch;
import io.grpcpool.planner.route.EndpointRules;
import io.grpcpool.planner.route.RouteView;
import io.grpcpool.planner.select.ZonePreference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PlannerTest {

  private static final String V1 = "shop/users/version=1";
  private static final String V2 = "shop/users/version=2";

  @Test
  void namesClustersBySelectorAndListenersByTarget() {
    Plan plan = plan(aRoute().track("1", 90).track("2", 10));

    assertThat(plan.clusters()).extracting(ClusterPlan::name).containsExactly(V1, V2);
    assertThat(plan.listeners()).containsExactly("users", "users.shop");
  }

  @Test
  void namesTheClusterOfATrackByTheServiceThatItHasOfItsOwn() {
    Plan plan =
        plan(
            aRoute().track("1", 90).trackOfService("canary", "users-canary", 10),
            anEndpoint(1).version("1"),
            anEndpoint(2).services("users-canary"));

    assertThat(plan.clusters())
        .extracting(ClusterPlan::name)
        .containsExactly(V1, "shop/users/service:users-canary");
    assertThat(plan.tracks()).extracting(TrackPlan::usable).containsExactly(1, 1);
  }

  @Test
  void splitsCallsByWeightWhateverTheNumberOfEndpoints() {
    Plan plan =
        plan(
            aRoute().track("1", 90).track("2", 10),
            anEndpoint(1).version("1"),
            anEndpoint(2).version("2"),
            anEndpoint(3).version("2"));

    assertThat(plan.routes().weighted())
        .containsExactly(new WeightedCluster(V1, 9_000), new WeightedCluster(V2, 1_000));
  }

  @Test
  void givesTheShareOfAnEmptyTrackToTheOthersAndSaysSo() {
    Plan plan = plan(aRoute().track("1", 90).track("2", 10), anEndpoint(2).version("2"));

    assertThat(plan.routes().weighted()).containsExactly(new WeightedCluster(V2, 10_000));
    assertThat(plan.tracks())
        .extracting(TrackPlan::effectiveBasisPoints)
        .containsExactly(0, 10_000);
    assertThat(notes(plan, Kind.SELECTOR_MATCHES_NOTHING))
        .containsExactly("track 1: selector version=1 matches no endpoint");
  }

  @Test
  void servesSharesAsWrittenWhereEveryTrackIsEmpty() {
    Plan plan = plan(aRoute().track("1", 90).track("2", 10));

    assertThat(plan.routes().weighted())
        .containsExactly(new WeightedCluster(V1, 9_000), new WeightedCluster(V2, 1_000));
    assertThat(plan.clusters()).allMatch(cluster -> cluster.localities().isEmpty());
    assertThat(plan.has(Kind.ALL_EMPTY)).isTrue();
  }

  @Test
  void keepsEveryClusterInTheKeeperRouteEvenWithoutWeight() {
    Plan plan =
        plan(
            aRoute().track("1", 100).track("2", 0),
            anEndpoint(1).version("1"),
            anEndpoint(2).version("2"));

    assertThat(plan.routes().weighted()).containsExactly(new WeightedCluster(V1, 10_000));
    assertThat(plan.routes().keeper()).containsExactly(V1, V2);
    assertThat(plan.clusters().get(1).localities()).hasSize(1);
  }

  @Test
  void keepsTheClusterOfACanaryThatIsPromoted() {
    Plan canary = plan(aRoute().track("1", 90).track("2", 10), anEndpoint(2).version("2"));
    Plan promoted = plan(aRoute().track("2", 100), anEndpoint(2).version("2"));

    assertThat(promoted.clusters()).containsExactly(canary.clusters().get(1));
  }

  @Test
  void routesMatchesToTheClusterOfTheirTrack() {
    CallMatch canaryCalls = new CallMatch.Metadata("x-canary", "true");

    Plan plan = plan(aRoute().track("1", 100).track("2", 0).match(canaryCalls, "2"));

    assertThat(plan.routes().matches()).containsExactly(new MatchRoute(canaryCalls, V2));
  }

  @Test
  void saysWhichEndpointsBelongToNoTrack() {
    Plan plan =
        plan(
            aRoute().track("1", 1),
            anEndpoint(1).version("1"),
            anEndpoint(2),
            anEndpoint(3),
            anEndpoint(4),
            anEndpoint(5));

    assertThat(notes(plan, Kind.UNSELECTED))
        .containsExactly("4 endpoints belong to no track: e2, e3, e4, …");
  }

  @Test
  void saysThatATrackHasNoEndpointThatTakesCalls() {
    Plan plan =
        plan(
            aRoute().track("1", 1).track("2", 1),
            anEndpoint(1).version("1"),
            anEndpoint(2).version("2").health(EndpointHealth.CRITICAL));

    assertThat(notes(plan, Kind.TRACK_EMPTY))
        .containsExactly("track 2: none of its 1 endpoints takes calls");
    assertThat(plan.routes().weighted()).containsExactly(new WeightedCluster(V1, 10_000));
  }

  @Test
  void saysThatNarrowerTracksHaveAllOfATracksEndpoints() {
    Plan plan = plan(aRoute().track("all", Map.of(), 1).track("1", 1), anEndpoint(1).version("1"));

    assertThat(notes(plan, Kind.TRACK_EMPTY))
        .containsExactly(
            "track all: the 1 endpoints that its selector matches belong to other tracks");
  }

  @Test
  void servesCriticalEndpointsInAPanicAndSaysSo() {
    Plan plan =
        plan(
            aRoute(),
            anEndpoint(1),
            anEndpoint(2).health(EndpointHealth.CRITICAL),
            anEndpoint(3).health(EndpointHealth.CRITICAL));

    assertThat(plan.tracks().get(0).usable()).isEqualTo(3);
    assertThat(notes(plan, Kind.PANIC))
        .containsExactly(
            "1 of 3 endpoints are healthy, below the panic threshold of 50%:"
                + " all but maintenance are served");
  }

  @Test
  void ordersEndpointsForEachZoneWhereClientsPreferTheirOwn() {
    Plan plan =
        plan(
            aRoute().rules(EndpointRules.DEFAULT.preferSameZone(true)),
            anEndpoint(1).zone("a"),
            anEndpoint(2).zone("b"));

    assertThat(plan.clusters().get(0).zones()).containsOnlyKeys("a", "b");
  }

  @Test
  void ordersEndpointsAlikeForAllZonesByDefault() {
    Plan plan = plan(aRoute(), anEndpoint(1).zone("a"), anEndpoint(2).zone("b"));

    assertThat(plan.clusters().get(0).zones()).isEmpty();
  }

  @Test
  void saysThatEndpointsClaimTooManyZones() {
    EndpointBuilder[] endpoints =
        IntStream.rangeClosed(0, ZonePreference.MOST_ZONES)
            .mapToObj(i -> anEndpoint(i + 1).zone("z" + i))
            .toArray(EndpointBuilder[]::new);

    Plan plan = plan(aRoute().rules(EndpointRules.DEFAULT.preferSameZone(true)), endpoints);

    assertThat(notes(plan, Kind.TOO_MANY_ZONES))
        .containsExactly(
            "track main: its endpoints are in more than 64 zones: no zone is preferred");
  }

  @Test
  void waitsForTheFirstAnswerOfTheSource() {
    PlanResult result = Planning.result(aRoute(), EndpointsView.UNKNOWN);

    assertThat(result).isEqualTo(new Waiting("consul", "no answer yet"));
  }

  @Test
  void plansFromLastGoodEndpointsAndSaysThatTheyAreStale() {
    Plan plan = plan(aRoute(), view(anEndpoint(1)).stale("connection refused"));

    assertThat(plan.discovery().freshness()).isEqualTo(Freshness.STALE);
    assertThat(plan.discovery().detail()).isEqualTo("connection refused");
    assertThat(plan.tracks().get(0).usable()).isEqualTo(1);
  }

  @Test
  void makesEqualPlansOfEqualInput() {
    RouteBuilder route = aRoute().track("1", 1).track("2", 3).aliases("b", "a");

    assertThat(plan(route, anEndpoint(1).version("1"), anEndpoint(2).version("2")))
        .isEqualTo(plan(route, anEndpoint(2).version("2"), anEndpoint(1).version("1")));
  }

  @Test
  void emptiesClustersForWithdrawalAndKeepsTheirNames() {
    Plan emptied = plan(aRoute(), anEndpoint(1)).emptied();

    assertThat(emptied.clusters()).containsExactly(new ClusterPlan("shop/users/all", List.of()));
    assertThat(emptied.listeners()).containsExactly("users", "users.shop");
  }

  /** A second or so on a busy machine; work that grows with the square would take minutes. */
  @Test
  @Timeout(30)
  void plansFiftyThousandEndpointsInTimeThatGrowsWithTheirNumber() {
    EndpointsView many =
        EndpointsView.fresh(
            IntStream.range(0, 50_000)
                .mapToObj(
                    i ->
                        anEndpoint("e" + i)
                            .at("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255))
                            .version("" + i % 2)
                            .zone("z" + i % 3)
                            .build())
                .toList(),
            List.of());
    RouteView route = aRoute().track("0", 1).track("1", 1).build();

    PlanResult result = new Planner().plan(route, many, Planning.grant(route), null);

    assertThat(((PlanResult.Planned) result).plan().endpoints()).hasSize(50_000);
  }

  @Test
  void carriesPoolAndCallSettings() {
    RouteView route = aRoute().rules(EndpointRules.DEFAULT).build();

    Plan plan = plan(aRoute());

    assertThat(plan.pool()).isEqualTo(route.pool());
    assertThat(plan.pool().upkeep().idleTimeout()).isEqualTo(Duration.ofMinutes(30));
    assertThat(plan.calls()).isEqualTo(route.calls());
  }

  private static List<String> notes(Plan plan, Kind kind) {
    return plan.notes().stream()
        .filter(note -> note.kind() == kind)
        .map(PlanNote::message)
        .toList();
  }
}
