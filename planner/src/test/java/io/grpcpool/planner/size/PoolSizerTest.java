package io.grpcpool.planner.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpcpool.planner.size.PoolSize.Crowd;
import io.grpcpool.planner.size.PoolSize.Limit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolSizerTest {

  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private static PoolSizer sizer(int min, int max, Integer budget) {
    return new PoolSizer(new SizeLimits(min, max, 100, budget, MINUTE));
  }

  /** Pools that have this many calls under way together, of 50 ms each. */
  private static PoolDemand demand(double underWay, int pools, int endpoints) {
    return new PoolDemand(underWay / 0.05, 0.05, pools, endpoints);
  }

  private static PoolSize size(int connections) {
    return new PoolSize(connections, 1, Limit.NONE, null, Crowd.NONE);
  }

  @ParameterizedTest(name = "{0} calls under way in {1} pools to {2} endpoints need {3}")
  @CsvSource({
    "0, 1, 1, 1",
    "83, 1, 1, 1",
    "84, 1, 1, 2",
    "166, 1, 1, 2",
    "167, 1, 1, 3",
    "600, 1, 1, 8",
    "600, 3, 1, 3",
    "600, 3, 2, 2",
    "600, 1, 10, 1",
    "60000, 1, 1, 720",
  })
  void needsOneConnectionForEachHundredCallsUnderWayAndAFifthMore(
      double underWay, int pools, int endpoints, int needed) {
    PoolSize next = sizer(1, 100, null).next(size(1), demand(underWay, pools, endpoints), NOON);

    assertThat(next.needed()).isEqualTo(needed);
    assertThat(next.connections()).isEqualTo(Math.min(needed, 100));
  }

  @ParameterizedTest(name = "{0} under way, {1} pools, min {2}, max {3}, budget {4}: {5}, {6}")
  @CsvSource({
    "0, 1, 3, 8, , 3, NONE",
    "900, 1, 1, 8, , 8, MAX",
    "600, 1, 1, 8, 2000, 8, NONE",
    "6000, 10, 1, 8, 50, 5, BUDGET",
    "0, 10, 4, 8, 30, 3, BUDGET",
    "6000, 100, 1, 8, 50, 1, NONE",
    "60000, 100, 1, 8, 50, 1, BUDGET",
  })
  void staysWithinThePolicyAndTheBudget(
      double underWay, int pools, int min, int max, Integer budget, int size, Limit limit) {
    PoolSize next = sizer(min, max, budget).next(size(1), demand(underWay, pools, 1), NOON);

    assertThat(next.connections()).isEqualTo(size);
    assertThat(next.limit()).isEqualTo(limit);
  }

  @Test
  void growsAtOnce() {
    PoolSize next = sizer(1, 8, null).next(size(1), demand(500, 1, 1), NOON);

    assertThat(next).isEqualTo(new PoolSize(6, 6, Limit.NONE, null, new Crowd(1, NOON)));
  }

  @Test
  void givesUpOneConnectionEachMinuteOfLowLoad() {
    PoolSizer sizer = sizer(1, 8, null);
    PoolDemand idle = demand(0, 1, 1);

    PoolSize low = sizer.next(size(4), idle, NOON);
    PoolSize still = sizer.next(low, idle, NOON.plusSeconds(59));
    PoolSize first = sizer.next(still, idle, NOON.plusSeconds(60));
    PoolSize second = sizer.next(first, idle, NOON.plusSeconds(119));
    PoolSize third = sizer.next(second, idle, NOON.plusSeconds(120));

    assertThat(low).isEqualTo(new PoolSize(4, 1, Limit.NONE, NOON, new Crowd(1, NOON)));
    assertThat(still.connections()).isEqualTo(4);
    assertThat(first.connections()).isEqualTo(3);
    assertThat(first.lowSince()).isEqualTo(NOON.plusSeconds(60));
    assertThat(second.connections()).isEqualTo(3);
    assertThat(third.connections()).isEqualTo(2);
  }

  @Test
  void waitsAnewWhereLoadCameBackMeanwhile() {
    PoolSizer sizer = sizer(1, 8, null);
    PoolSize low = sizer.next(size(4), demand(0, 1, 1), NOON);

    PoolSize busy = sizer.next(low, demand(320, 1, 1), NOON.plusSeconds(50));
    PoolSize lowAgain = sizer.next(busy, demand(0, 1, 1), NOON.plusSeconds(61));

    assertThat(busy.lowSince()).isNull();
    assertThat(lowAgain.connections()).isEqualTo(4);
    assertThat(lowAgain.lowSince()).isEqualTo(NOON.plusSeconds(61));
  }

  @Test
  void keepsAConnectionWithoutWhichTheOthersWouldBeMoreThanSeventyPercentFull() {
    PoolSizer sizer = sizer(1, 8, null);

    assertThat(sizer.next(size(3), demand(141, 1, 1), NOON).lowSince()).isNull();
    assertThat(sizer.next(size(3), demand(140, 1, 1), NOON).lowSince()).isEqualTo(NOON);
  }

  @Test
  void givesUpAtOnceWhatTheBudgetDoesNotAllowAnyMore() {
    PoolSize next = sizer(1, 8, 40).next(size(8), demand(6_000, 10, 1), NOON);

    assertThat(next.connections()).isEqualTo(4);
    assertThat(next.limit()).isEqualTo(Limit.BUDGET);
  }

  @Test
  void sharesTheBudgetByTheMostPoolsOfTheLastMinute() {
    PoolSizer sizer = sizer(1, 8, 40);
    PoolSize crowded = sizer.next(size(1), demand(6_000, 10, 1), NOON);

    PoolSize soon = sizer.next(crowded, demand(6_000, 5, 1), NOON.plusSeconds(59));
    PoolSize later = sizer.next(soon, demand(6_000, 5, 1), NOON.plusSeconds(60));

    assertThat(soon.connections()).isEqualTo(4);
    assertThat(later.connections()).isEqualTo(8);
  }

  @Test
  void givesUpAtOnceWhatTheMaximumDoesNotAllowAnyMore() {
    assertThat(sizer(1, 2, null).next(size(8), demand(600, 1, 1), NOON).connections()).isEqualTo(2);
  }

  @Test
  void changesNothingWhileNobodyIsConnected() {
    PoolSize before = new PoolSize(5, 4, Limit.MAX, NOON, Crowd.NONE);

    assertThat(sizer(1, 8, null).next(before, PoolDemand.NONE, NOON.plusSeconds(600)))
        .isEqualTo(before);
    assertThat(sizer(1, 8, null).next(before, new PoolDemand(0, 0, 3, 0), NOON)).isEqualTo(before);
  }

  @Test
  void beginsWithTheMinimum() {
    assertThat(PoolSize.initial(new SizeLimits(3, 8, 100, null, MINUTE)))
        .isEqualTo(new PoolSize(3, 1, Limit.NONE, null, Crowd.NONE));
  }

  @Test
  void refusesADemandThatIsNoNumber() {
    assertThatThrownBy(() -> new PoolDemand(Double.NaN, 1, 1, 1))
        .hasMessageContaining("allowed: 0 or more");
    assertThatThrownBy(() -> new PoolDemand(1, -1, 1, 1)).hasMessageContaining("-1.0 s");
    assertThatThrownBy(() -> new PoolDemand(1, 1, -1, 1)).hasMessageContaining("-1 pools");
    assertThatThrownBy(() -> new PoolDemand(1, 1, 1, -1)).hasMessageContaining("-1 endpoints");
  }
}
