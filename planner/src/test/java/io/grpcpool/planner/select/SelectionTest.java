package io.grpcpool.planner.select;

import static io.grpcpool.planner.EndpointBuilder.anEndpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.EndpointBuilder;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointProblem;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.plan.EndpointPlan;
import io.grpcpool.planner.route.EndpointRules;
import io.grpcpool.planner.route.EndpointRules.HealthMode;
import io.grpcpool.planner.route.Selector;
import io.grpcpool.planner.route.TrackView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private static final TrackView EVERYTHING = track("everything", Map.of());
  private static final TrackView V1 = track("v1", Map.of("version", "1"));
  private static final TrackView V1_EU = track("v1-eu", Map.of("version", "1", "region", "eu"));

  @Test
  void givesAnEndpointToTheTrackWithMostKeys() {
    Selection selection =
        select(
            List.of(EVERYTHING, V1, V1_EU),
            anEndpoint(1),
            anEndpoint(2).version("1"),
            anEndpoint(3).version("1").labels(Map.of("region", "eu")));

    assertThat(selection.endpoints())
        .extracting(EndpointPlan::track)
        .containsExactly("everything", "v1", "v1-eu");
  }

  @Test
  void givesAnEndpointToTheFirstOfTracksWithEquallyManyKeys() {
    TrackView eu = track("eu", Map.of("region", "eu"));

    Selection selection =
        select(List.of(V1, eu), anEndpoint(1).version("1").labels(Map.of("region", "eu")));

    assertThat(selection.endpoints()).extracting(EndpointPlan::track).containsExactly("v1");
  }

  @Test
  void givesAnEndpointToTheTrackWhoseOwnServiceListsItWhateverItsLabels() {
    TrackView canary = new TrackView("canary", Selector.ofService("users-canary"), 1);

    Selection selection =
        select(
            List.of(V1_EU, canary),
            anEndpoint(1).version("1").labels(Map.of("region", "eu")),
            anEndpoint(2).version("1").labels(Map.of("region", "eu")).services("", "users-canary"));

    assertThat(selection.endpoints())
        .extracting(EndpointPlan::track)
        .containsExactly("v1-eu", "canary");
  }

  @Test
  void countsWhatASelectorMatchesAndWhatItsTrackGot() {
    Selection selection = select(List.of(EVERYTHING, V1), anEndpoint(1).version("1"));

    assertThat(selection.tracks().get(0).matched()).isEqualTo(1);
    assertThat(selection.tracks().get(0).total()).isZero();
    assertThat(selection.tracks().get(1).total()).isEqualTo(1);
  }

  @Test
  void keepsEndpointsThatNoTrackSelectsForStatus() {
    Selection selection = select(List.of(V1), anEndpoint(1).version("2"));

    assertThat(selection.endpoints()).hasSize(1);
    assertThat(selection.endpoints().get(0).track()).isEmpty();
    assertThat(selection.endpoints().get(0).usable()).isFalse();
  }

  @Test
  void leavesOutEndpointsWithoutTheTagsOfTheService() {
    EndpointRules grpc =
        new EndpointRules(
            Set.of("grpc", "prod"), HealthMode.PASSING_AND_WARNING, 50, List.of(), false);

    Selection selection =
        Selection.of(
            view(anEndpoint(1).tags("grpc", "prod", "x"), anEndpoint(2).tags("grpc")),
            grpc,
            List.of(EVERYTHING));

    assertThat(ids(selection)).containsExactly("e1");
  }

  @Test
  void keepsTheHealthiestOfEndpointsWithOneAddress() {
    Selection selection =
        select(
            List.of(EVERYTHING),
            anEndpoint("a").health(EndpointHealth.CRITICAL).weight(9),
            anEndpoint("b").health(EndpointHealth.PASSING));

    assertThat(ids(selection)).containsExactly("b");
    assertThat(selection.problems())
        .containsExactly(new EndpointProblem("a", "address 10.0.0.1 port 50051 is also that of b"));
  }

  @Test
  void keepsTheHeaviestThenTheFirstByIdOfEquallyHealthyEndpoints() {
    Selection selection =
        select(
            List.of(EVERYTHING),
            anEndpoint("c").weight(2),
            anEndpoint("b").weight(2),
            anEndpoint("a").weight(1));

    assertThat(ids(selection)).containsExactly("b");
    assertThat(selection.problems()).extracting(EndpointProblem::id).containsExactly("a", "c");
  }

  @Test
  void knowsOneIpv6AddressInTwoSpellings() {
    Selection selection =
        select(
            List.of(EVERYTHING),
            anEndpoint("a").at("2001:db8::1"),
            anEndpoint("b").at("2001:0db8:0:0:0:0:0:1"));

    assertThat(ids(selection)).containsExactly("a");
  }

  @Test
  void keepsOneAddressWithTwoPorts() {
    Selection selection =
        select(List.of(EVERYTHING), anEndpoint("a").port(1), anEndpoint("b").port(2));

    assertThat(ids(selection)).containsExactly("a", "b");
  }

  @Test
  void keepsProblemsOfTheSource() {
    EndpointProblem bad = new EndpointProblem("x", "port 0: must be 1 to 65535");
    EndpointsView view = EndpointsView.fresh(List.of(), List.of(bad));

    Selection selection = Selection.of(view, EndpointRules.DEFAULT, List.of(EVERYTHING));

    assertThat(selection.problems()).containsExactly(bad);
  }

  @Test
  void doesNotDependOnTheOrderOfTheSource() {
    EndpointBuilder a = anEndpoint("a").zone("x");
    EndpointBuilder b = anEndpoint("b").at("10.0.0.2").zone("y");
    EndpointBuilder twin = anEndpoint("c");

    assertThat(select(List.of(EVERYTHING), a, b, twin))
        .isEqualTo(select(List.of(EVERYTHING), twin, b, a));
  }

  private static TrackView track(String name, Map<String, String> labels) {
    return new TrackView(name, Selector.of(labels), 1);
  }

  private static Selection select(List<TrackView> tracks, EndpointBuilder... endpoints) {
    return Selection.of(view(endpoints), EndpointRules.DEFAULT, tracks);
  }

  private static EndpointsView view(EndpointBuilder... endpoints) {
    return EndpointsView.fresh(
        Stream.of(endpoints).map(EndpointBuilder::build).toList(), List.of());
  }

  private static List<String> ids(Selection selection) {
    return selection.endpoints().stream().map(e -> e.endpoint().id()).toList();
  }
}
