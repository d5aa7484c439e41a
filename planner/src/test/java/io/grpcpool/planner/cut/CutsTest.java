package io.grpcpool.planner.cut;

import static io.grpcpool.planner.EndpointBuilder.anEndpoint;
import static io.grpcpool.planner.RouteBuilder.aRoute;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.EndpointBuilder;
import io.grpcpool.planner.Planning;
import io.grpcpool.planner.RouteBuilder;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.PlanNote;
import io.grpcpool.planner.plan.TrackPlan;
import io.grpcpool.planner.plan.WeightedCluster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CutsTest {

  private static final String CLUSTER = "shop/users/version=";

  /** Weights of tracks {@code 1 2 3}; caps as {@code track:basis points}. */
  @ParameterizedTest(name = "{0} cut to {1} -> {2}")
  @CsvSource({
    "90 10,       2:0,          10000 0",
    "90 10,       2:400,        9600 400",
    "90 10,       2:1000,       9000 1000",
    "90 10,       2:5000,       9000 1000",
    "90 10,       1:0,          0 10000",
    "50 30 20,    3:0,          6250 3750 0",
    "50 30 20,    2:0 3:100,    9900 0 100",
    "1 1 1,       1:1000,       1000 4500 4500",
    "1 1 1,       2:0,          5001 0 4999",
    "90 10,       2:700 2:300,  9700 300",
  })
  void lowersAShareAndGivesItToTheOthersInProportion(String weights, String caps, String shares) {
    Plan plan = plan(weights);

    Plan cut = Cuts.apply(plan, caps(plan, caps));

    assertThat(shares(cut)).isEqualTo(numbers(shares));
  }

  @ParameterizedTest(name = "{0} cut to {1}")
  @CsvSource({"100, 1:0", "0 100, 2:0", "90 10, 1:0 2:0"})
  void lowersNothingWhereTheCallsHadNowhereToGo(String weights, String caps) {
    Plan plan = plan(weights);

    assertThat(Cuts.apply(plan, caps(plan, caps))).isEqualTo(plan);
  }

  @Test
  void endsWhenTheWeightIsEdited() {
    Plan edited = plan("80 20");

    assertThat(Cuts.apply(edited, List.of(new TrackCap(CLUSTER + 2, 10, 0)))).isEqualTo(edited);
  }

  @Test
  void endsWhenTheSelectorIsEdited() {
    Plan plan = plan("90 10");

    assertThat(Cuts.apply(plan, List.of(new TrackCap(CLUSTER + 9, 10, 0)))).isEqualTo(plan);
  }

  @Test
  void leavesASuspendedPolicyAlone() {
    Plan plan = plan("90 10").suspended(new TreeSet<>(List.of("users")));

    assertThat(Cuts.apply(plan, List.of(new TrackCap(CLUSTER + 2, 10, 0)))).isEqualTo(plan);
  }

  @Test
  void changesRoutesAloneAndKeepsTheClusterWarm() {
    Plan plan = plan("90 10");

    Plan cut = Cuts.apply(plan, List.of(new TrackCap(CLUSTER + 2, 10, 0)));

    assertThat(cut.clusters()).isEqualTo(plan.clusters());
    assertThat(cut.routes().keeper()).isEqualTo(plan.routes().keeper());
    assertThat(cut.routes().weighted()).containsExactly(new WeightedCluster(CLUSTER + 1, 10_000));
  }

  @Test
  void saysWhichTrackIsCutAndByHowMuch() {
    Plan cut = Cuts.apply(plan("90 10"), List.of(new TrackCap(CLUSTER + 2, 10, 150)));

    assertThat(cut.notes())
        .contains(new PlanNote(PlanNote.Kind.CUT, "track 2 is cut from 10% to 1.5%"));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void neverRaisesWhatIsCutNorLosesACall(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Plan plan =
        plan(
            String.join(
                " ",
                IntStream.range(0, random.nextInt(2, 8))
                    .mapToObj(i -> String.valueOf(random.nextInt(1, 1_000)))
                    .toList()));
    List<TrackCap> caps = new ArrayList<>();
    plan.tracks().stream()
        .skip(1)
        .forEach(t -> caps.add(new TrackCap(t.cluster(), t.weight(), random.nextInt(10_001))));

    Plan cut = Cuts.apply(plan, caps);

    assertThat(shares(cut).stream().mapToInt(share -> share).sum()).isEqualTo(10_000);
    assertThat(caps)
        .allSatisfy(
            cap ->
                assertThat(cut.tracks())
                    .filteredOn(track -> track.cluster().equals(cap.cluster()))
                    .allMatch(track -> track.effectiveBasisPoints() <= cap.basisPoints()));
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static Plan plan(String weights) {
    RouteBuilder route = aRoute();
    List<EndpointBuilder> endpoints = new ArrayList<>();
    int version = 0;
    for (String weight : weights.split(" ")) {
      version++;
      route.track(String.valueOf(version), Long.parseLong(weight));
      endpoints.add(anEndpoint(version).version(String.valueOf(version)));
    }
    return Planning.plan(route, endpoints.toArray(EndpointBuilder[]::new));
  }

  private static List<TrackCap> caps(Plan plan, String text) {
    return Arrays.stream(text.split(" "))
        .map(cap -> cap.split(":"))
        .map(
            cap -> {
              TrackPlan track = plan.tracks().get(Integer.parseInt(cap[0]) - 1);
              return new TrackCap(track.cluster(), track.weight(), Integer.parseInt(cap[1]));
            })
        .toList();
  }

  private static List<Integer> shares(Plan plan) {
    return plan.tracks().stream().map(TrackPlan::effectiveBasisPoints).toList();
  }

  private static List<Integer> numbers(String text) {
    return Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
  }
}
