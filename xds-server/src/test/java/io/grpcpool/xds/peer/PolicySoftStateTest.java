package io.grpcpool.xds.peer;

import static io.grpcpool.xds.peer.SoftStates.CANARY;
import static io.grpcpool.xds.peer.SoftStates.cut;
import static io.grpcpool.xds.peer.SoftStates.load;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.xds.Acknowledgements;
import io.grpcpool.xds.load.ClusterLoad;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicySoftStateTest {

  @Test
  void sumsTheLoadOfEachClusterOverReplicas() {
    var here = load("a", new ClusterLoad(10, 8, 1, 1, 2, 3));
    var there = load("a", new ClusterLoad(5, 5, 0, 0, 1, 1));
    var elsewhere = load("b", new ClusterLoad(7, 7, 0, 0, 0, 1));

    assertThat(PolicySoftState.sumOfLoads(List.of(here, there, elsewhere)))
        .isEqualTo(
            Map.of(
                "a", new ClusterLoad(15, 13, 1, 1, 3, 4), "b", new ClusterLoad(7, 7, 0, 0, 0, 1)));
  }

  @Test
  void takesTheLowestCutOfARevision() {
    assertThat(PolicySoftState.lowestCuts(List.of(cut(CANARY, 500), cut(CANARY, 0))))
        .isEqualTo(Map.of(CANARY, 0));
  }

  @Test
  void keepsCutsOfOneClusterAtTwoWeightsApart() {
    Revision edited = new Revision(CANARY.cluster(), 20);

    assertThat(PolicySoftState.lowestCuts(List.of(cut(CANARY, 0), cut(edited, 700))))
        .isEqualTo(Map.of(CANARY, 0, edited, 700));
  }

  @Test
  void countsThoseWhoAcknowledgedSomethingElseAsNotThereYet() {
    var counts = new ResourceCounts("old", new Acknowledgements(5, 4, 1, List.of()));

    assertThat(counts.asOf("new")).isEqualTo(new Acknowledgements(5, 0, 0, List.of()));
    assertThat(counts.asOf("old")).isEqualTo(new Acknowledgements(5, 4, 1, List.of()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void mergesToTheSameInAnyOrder(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<PolicySoftState> states =
        IntStream.range(0, 6).mapToObj(i -> SoftStates.random(random)).toList();
    List<PolicySoftState> shuffled = new ArrayList<>(states);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(PolicySoftState.sumOfLoads(shuffled)).isEqualTo(PolicySoftState.sumOfLoads(states));
    assertThat(PolicySoftState.lowestCuts(shuffled)).isEqualTo(PolicySoftState.lowestCuts(states));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void doesNotLowerACutFurtherByHearingItTwice(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<PolicySoftState> states =
        IntStream.range(0, 4).mapToObj(i -> SoftStates.random(random)).toList();
    List<PolicySoftState> twice = Stream.concat(states.stream(), states.stream()).toList();

    assertThat(PolicySoftState.lowestCuts(twice)).isEqualTo(PolicySoftState.lowestCuts(states));
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }
}
