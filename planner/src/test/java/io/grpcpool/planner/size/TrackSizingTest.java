package io.grpcpool.planner.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.route.BalancingView;
import io.grpcpool.planner.route.PoolView;
import io.grpcpool.planner.route.PoolView.Beginning;
import io.grpcpool.planner.route.PoolView.Connections;
import io.grpcpool.planner.route.PoolView.Upkeep;
import io.grpcpool.planner.size.PoolSize.Limit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrackSizingTest {

  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final SizeLimits LIMITS = SizeLimits.of(PoolView.OPEN);

  /** Calls of 100 ms each. */
  private static PoolDemand demand(int underWay) {
    return new PoolDemand(underWay * 10, 0.1, 1, 1);
  }

  @Test
  void showsTheDemandThatTheSizeWasLastChangedBy() {
    TrackSizing first = TrackSizing.initial(LIMITS).next(LIMITS, demand(200), NOON);
    TrackSizing same = first.next(LIMITS, demand(210), NOON.plusSeconds(1));
    TrackSizing more = same.next(LIMITS, demand(400), NOON.plusSeconds(2));

    assertThat(first.size().connections()).isEqualTo(3);
    assertThat(first.basis()).isEqualTo(demand(200));
    assertThat(same.basis()).isEqualTo(demand(200));
    assertThat(same.showsOtherThan(first)).isFalse();
    assertThat(more.size().connections()).isEqualTo(5);
    assertThat(more.basis()).isEqualTo(demand(400));
    assertThat(more.showsOtherThan(same)).isTrue();
  }

  @Test
  void showsWhenALimitBegins() {
    TrackSizing most = TrackSizing.initial(LIMITS).next(LIMITS, demand(660), NOON);

    TrackSizing beyond = most.next(LIMITS, demand(800), NOON.plusSeconds(1));

    assertThat(most.size().limit()).isEqualTo(Limit.NONE);
    assertThat(beyond.size().limit()).isEqualTo(Limit.MAX);
    assertThat(beyond.showsOtherThan(most)).isTrue();
  }

  @Test
  void takesWhatThePolicySaysAndElseWhatClientsDo() {
    PoolView written =
        new PoolView(
            new Connections(2, 2, 4),
            new Upkeep(null, null, Duration.ofSeconds(5), null, null),
            Beginning.OPEN,
            new BalancingView.WeightedRoundRobin());

    assertThat(SizeLimits.of(written))
        .isEqualTo(new SizeLimits(2, 4, 100, null, Duration.ofSeconds(5)));
    assertThat(LIMITS).isEqualTo(new SizeLimits(1, 8, 100, null, Duration.ofSeconds(60)));
  }
}
