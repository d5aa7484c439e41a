package io.grpcpool.planner;

import static io.grpcpool.planner.EndpointBuilder.anEndpoint;
import static io.grpcpool.planner.Planning.view;
import static io.grpcpool.planner.RouteBuilder.aRoute;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.PlanResult.Planned;
import io.grpcpool.planner.PlanResult.Rejected;
import io.grpcpool.planner.name.NameClaim;
import io.grpcpool.planner.name.NameClaims;
import io.grpcpool.planner.name.Seniority;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.PlanNote.Kind;
import io.grpcpool.planner.plan.WeightedCluster;
import io.grpcpool.planner.route.CallMatch;
import io.grpcpool.planner.route.RouteView;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlannerRefusalTest {

  private final Planner planner = new Planner();

  @ParameterizedTest(name = "{1}")
  @MethodSource("impossible")
  void refusesWhatNoClientWouldAccept(RouteBuilder route, String problem) {
    PlanResult result = Planning.result(route, view(anEndpoint(1)));

    Rejected rejected = (Rejected) result;
    assertThat(rejected.reason()).isEqualTo(Rejected.Reason.INVALID_SPEC);
    assertThat(rejected.problems()).extracting(PlanProblem::toString).containsExactly(problem);
  }

  static Stream<Arguments> impossible() {
    Map<String, String> v1 = Map.of("version", "1");
    return Stream.of(
        Arguments.of(
            aRoute().track("1", 0).track("2", 0),
            "spec.tracks: the weights' sum is 0, must be above 0"),
        Arguments.of(
            aRoute().track("a", v1, 1).track("b", v1, 1),
            "spec.tracks[1].selector: is also the selector of track a: an endpoint belongs to one"
                + " track (is version=1)"),
        Arguments.of(
            aRoute().track("a", v1, 1).track("a", Map.of(), 1),
            "spec.tracks[1].name: is also the name of spec.tracks[0] (is a)"),
        Arguments.of(
            aRoute().track("a", v1, 1).track("b", Map.of(), -1),
            "spec.tracks[1].weight: must be 0 or more (is -1)"),
        Arguments.of(
            aRoute().track("a", 1).match(new CallMatch.Service("shop.Users"), "b"),
            "spec.match[0].track: must name a track of this policy (is b)"));
  }

  @Test
  void refusesTheYoungerOfTwoPoliciesForOneTarget() {
    NameClaims claims = new NameClaims(true);
    RouteView older = aRoute("shop", "users").build();
    RouteView younger = aRoute("shop", "zz").target("users").build();
    claims.put(NameClaim.of(older, Seniority.ofPath("a.yaml", 0)));
    claims.put(NameClaim.of(younger, Seniority.ofPath("b.yaml", 0)));

    PlanResult result = planner.plan(younger, view(), claims.grant(younger.id()), null);

    Rejected rejected = (Rejected) result;
    assertThat(rejected.reason()).isEqualTo(Rejected.Reason.TARGET_CONFLICT);
    assertThat(rejected.problems().get(0).field()).isEqualTo("spec.target");
    assertThat(rejected.problems().get(0).message())
        .isEqualTo("belongs to the older policy shop/users");
  }

  @Test
  void namesTheAliasThatAnOlderPolicyHolds() {
    NameClaims claims = new NameClaims(true);
    RouteView older = aRoute("shop", "users").build();
    RouteView younger = aRoute("shop", "zz").aliases("x", "users").build();
    claims.put(NameClaim.of(older, Seniority.ofPath("a.yaml", 0)));
    claims.put(NameClaim.of(younger, Seniority.ofPath("b.yaml", 0)));

    PlanResult result = planner.plan(younger, view(), claims.grant(younger.id()), null);

    assertThat(((Rejected) result).problems().get(0).field()).isEqualTo("spec.aliases[1]");
  }

  @Test
  void plansALoserOfAnotherNamespaceUnderItsLongName() {
    NameClaims claims = new NameClaims(true);
    RouteView older = aRoute("bank", "users").build();
    RouteView younger = aRoute("shop", "users").build();
    claims.put(NameClaim.of(older, Seniority.ofPath("a.yaml", 0)));
    claims.put(NameClaim.of(younger, Seniority.ofPath("b.yaml", 0)));

    PlanResult result = planner.plan(younger, view(), claims.grant(younger.id()), null);

    Plan plan = ((Planned) result).plan();
    assertThat(plan.listeners()).containsExactly("users.shop");
    assertThat(plan.has(Kind.NAME_HELD)).isTrue();
  }

  @Test
  void staysWithWhatIsServedWhileSuspended() {
    Plan served = Planning.plan(aRoute().track("1", 1), anEndpoint(1).version("1"));
    RouteView edited = aRoute().generation(2).track("2", 1).suspended().build();

    PlanResult result = planner.plan(edited, view(), Planning.grant(edited), served);

    Plan plan = ((Planned) result).plan();
    assertThat(plan.clusters()).isEqualTo(served.clusters());
    assertThat(plan.routes()).isEqualTo(served.routes());
    assertThat(plan.generation()).isEqualTo(1);
    assertThat(plan.suspended()).isTrue();
  }

  @Test
  void givesUpANameThatAnOlderPolicyTookWhileSuspended() {
    RouteView route = aRoute("shop", "users").suspended().build();
    Plan served = Planning.plan(aRoute());
    NameClaims claims = new NameClaims(true);
    claims.put(NameClaim.of(route, Seniority.ofPath("b.yaml", 0)));
    claims.put(NameClaim.of(aRoute("bank", "users").build(), Seniority.ofPath("a.yaml", 0)));

    PlanResult result = planner.plan(route, view(), claims.grant(route.id()), served);

    assertThat(((Planned) result).plan().listeners()).containsExactly("users.shop");
  }

  @Test
  void plansASuspendedPolicyOfWhichNothingIsServed() {
    Plan plan = Planning.plan(aRoute().track("1", 1).suspended(), anEndpoint(1).version("1"));

    assertThat(plan.routes().weighted())
        .containsExactly(new WeightedCluster("shop/users/version=1", 10_000));
    assertThat(plan.suspended()).isTrue();
  }
}
