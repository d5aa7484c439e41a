package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.TestConnections.call;
import static io.grpcpool.client.pool.TestConnections.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.client.pool.Shrinking.Excess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Confined to the test thread, which is the clock. Ten calls per connection, two kept idle. */
class ShrinkingTest {

  private static final PoolConfig CONFIG =
      new PoolConfig(
          new ConnectionBounds(1, 1, 8, 10, 2),
          new Lifetimes(
              Duration.ofMinutes(30),
              Duration.ofSeconds(60),
              Duration.ofDays(1),
              Duration.ofSeconds(1),
              Duration.ZERO));

  private final AtomicLong clock = new AtomicLong();
  private final Shrinking shrinking = new Shrinking(0);
  private final Connection oldest = connection();
  private final Connection middle = connection();
  private final Connection newest = connection();
  private final List<Connection> open = List.of(oldest, middle, newest);

  @Test
  void givesUpTheNewestOfASurplusOnceLoadWasLowForLongEnough() {
    assertThat(nextAt(59)).isNull();
    assertThat(nextAt(60)).isEqualTo(new Excess(newest, CloseReason.SURPLUS));
  }

  @Test
  void givesUpOneAtATime() {
    nextAt(60);

    assertThat(nextAt(119)).isNull();
    assertThat(nextAt(120)).isNotNull();
  }

  @Test
  void keepsWhatLoadNeedsBelowSeventyPercentAndTheIdleOnes() {
    call(oldest, 7);

    nextAt(1);

    assertThat(nextAt(60)).isNull();
    assertThat(nextAt(1_000)).isNull();
  }

  @Test
  void looksAtThePeakAndNotAtTheMoment() {
    nextAt(30);
    end(call(oldest, 7));
    nextAt(40);

    assertThat(nextAt(99)).isNull();
    assertThat(nextAt(100)).isNotNull();
  }

  @Test
  void waitsAfterGrowth() {
    shrinking.grew(seconds(50));

    assertThat(nextAt(109)).isNull();
    assertThat(nextAt(110)).isNotNull();
  }

  @Test
  void givesUpTheOneWithTheFewestCalls() {
    call(oldest, 2);
    call(newest, 1);
    Shrinking alone = new Shrinking(0);
    PoolConfig noneIdle = new PoolConfig(new ConnectionBounds(1, 1, 8, 10, 0), CONFIG.lifetimes());

    Excess excess = alone.next(open, noneIdle, seconds(60));

    assertThat(excess).isEqualTo(new Excess(middle, CloseReason.SURPLUS));
  }

  @Test
  void givesUpOneThatWasIdleForTheIdleTimeoutWithinWhatMayBeIdle() {
    call(newest, 20);
    nextAt(1);
    call(oldest, 1);

    assertThat(nextAt(1_799)).isNull();
    assertThat(nextAt(1_800)).isEqualTo(new Excess(middle, CloseReason.IDLE));
  }

  @Test
  void looksTenTimesWhileThereMayBeASurplus() {
    assertThat(shrinking.nanosUntilNext(open, CONFIG, 0)).isEqualTo(seconds(6));
  }

  @Test
  void looksWhenTheFirstHasBeenIdleWhereThereCanBeNoSurplus() {
    List<Connection> two = List.of(oldest, middle);

    assertThat(shrinking.nanosUntilNext(two, CONFIG, seconds(100))).isEqualTo(seconds(1_700));
  }

  @Test
  void looksAgainNoSoonerThanTheNextOneMayGo() {
    nextAt(60);

    assertThat(shrinking.nanosUntilNext(open, CONFIG, seconds(70))).isEqualTo(seconds(50));
  }

  private @Nullable Excess nextAt(long second) {
    clock.set(seconds(second));
    return shrinking.next(open, CONFIG, seconds(second));
  }

  private Connection connection() {
    Connection connection = TestConnections.connection(clock::get);
    connection.load().target(10);
    return connection;
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
