package io.grpcpool.planner.size;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An hour or more of load, second by second, with shrinkAfter of a minute. */
class SizesOverTracesTest {

  private static final int HOUR = 3_600;
  private static final int BUDGET = 60;

  private static final PoolSizer SIZER =
      new PoolSizer(new SizeLimits(1, 20, 100, null, Duration.ofSeconds(60)));
  private static final PoolSizer BUDGETED =
      new PoolSizer(new SizeLimits(1, 20, 100, BUDGET, Duration.ofSeconds(60)));

  private static List<Integer> connections(List<PoolSize> sizes) {
    return sizes.stream().map(PoolSize::connections).toList();
  }

  @ParameterizedTest(name = "{0} calls under way, give or take 10 %")
  @MethodSource("steadyLoads")
  void neverFallsAgainUnderSteadyLoadHoweverNearToALimitItIs(int load) {
    List<PoolSize> sizes = new LoadTrace(second -> load, second -> 1, 0.1).run(SIZER, HOUR);

    assertThat(connections(sizes)).isSorted();
  }

  static IntStream steadyLoads() {
    return IntStream.rangeClosed(1, 40).map(step -> step * 100);
  }

  @Test
  void turnsTwiceAnHourWithLoadThatComesAndGoesTwice() {
    LoadTrace waves =
        new LoadTrace(s -> 2_000 - 1_900 * Math.cos(4 * Math.PI * s / HOUR), s -> 1, 0.05);

    List<PoolSize> sizes = waves.run(SIZER, HOUR);

    assertThat(LoadTrace.turns(sizes)).isEqualTo(3);
  }

  @Test
  void hasTheSizeForAStepOfLoadInTheSameSecondAndGivesItUpOneByOne() {
    LoadTrace step = new LoadTrace(s -> s >= 600 && s < 1_200 ? 4_000 : 400, s -> 1, 0);

    List<Integer> sizes = connections(step.run(SIZER, HOUR));

    assertThat(sizes.get(599)).isEqualTo(2);
    assertThat(sizes.get(600)).isEqualTo(12);
    assertThat(sizes.get(1_259)).isEqualTo(12);
    assertThat(sizes.get(1_260)).isEqualTo(11);
    assertThat(sizes.get(1_320)).isEqualTo(10);
    assertThat(sizes.get(HOUR - 1)).isEqualTo(2);
  }

  @Test
  void holdsThroughLoadThatPausesForLessThanShrinkAfter() {
    LoadTrace bursts = new LoadTrace(s -> s % 60 < 10 ? 4_000 : 100, s -> 1, 0.1);

    List<Integer> sizes = connections(bursts.run(SIZER, HOUR));

    assertThat(sizes.subList(60, HOUR)).allMatch(size -> size >= 12 && size <= 14);
    assertThat(LoadTrace.turns(bursts.run(SIZER, HOUR))).isZero();
  }

  @ParameterizedTest(name = "{0} pools")
  @ValueSource(ints = {2, 7, 13, 60})
  void neverExceedsTheBudgetWhilePoolsStay(int pools) {
    List<PoolSize> sizes = new LoadTrace(s -> 40_000, s -> pools, 0.2).run(BUDGETED, HOUR);

    assertThat(connections(sizes)).allMatch(size -> size * pools <= BUDGET);
  }

  @Test
  void exceedsTheBudgetForNoLongerThanItTakesToHearOfNewPools() {
    LoadTrace crowd = new LoadTrace(s -> 40_000, s -> 1 + s / 60 % 60, 0.2);

    List<Integer> sizes = connections(crowd.run(BUDGETED, HOUR));

    assertThat(IntStream.range(0, HOUR))
        .allMatch(second -> sizes.get(second) * (1 + second / 60 % 60) <= BUDGET);
  }

  @Test
  void doesNotSwingWherePoolsComeAndGoAtTheBudget() {
    LoadTrace flapping = new LoadTrace(s -> 40_000, s -> s % 2 == 0 ? 3 : 4, 0.2);

    List<Integer> sizes = connections(flapping.run(BUDGETED, HOUR));

    assertThat(sizes.subList(1, HOUR)).containsOnly(15);
  }
}
