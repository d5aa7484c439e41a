package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Confined to the test thread. A window of 1,000 ns, judged at 50 % of at least 4 calls. */
class ErrorWindowTest {

  private final ErrorWindow window = new ErrorWindow(1_000, 0);

  private boolean succeeded(long now) {
    return window.add(false, now, 50, 4);
  }

  private boolean failed(long now) {
    return window.add(true, now, 50, 4);
  }

  @Test
  void isReachedByTheFailureThatCompletesTheShareAndTheNumber() {
    assertThat(succeeded(0)).isFalse();
    assertThat(succeeded(0)).isFalse();
    assertThat(failed(0)).isFalse();
    assertThat(failed(0)).isTrue();
  }

  @Test
  void isNotReachedByFewCallsHoweverMuchTheyFail() {
    assertThat(IntStream.range(0, 3).filter(i -> failed(0)).count()).isZero();
  }

  @Test
  void isNotReachedBelowTheShare() {
    IntStream.range(0, 10).forEach(i -> succeeded(0));

    assertThat(IntStream.range(0, 9).filter(i -> failed(0)).count()).isZero();
    assertThat(failed(0)).isTrue();
  }

  @Test
  void addsUpTheSlotsOfTheWholeWindow() {
    succeeded(0);
    succeeded(300);
    failed(600);

    assertThat(failed(999)).isTrue();
  }

  @Test
  void forgetsWhatIsOlderThanTheWindow() {
    failed(0);
    failed(50);
    failed(99);

    assertThat(failed(1_000)).isFalse();
  }

  /** What has the same place in the ring is of another time. */
  @Test
  void doesNotTakeAnEarlierRoundForThisOne() {
    IntStream.range(0, 3).forEach(i -> failed(0));

    assertThat(failed(70_000)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE / 2, -5, 0, Long.MAX_VALUE / 2})
  void takesTimeOfAnyOrigin(long origin) {
    ErrorWindow begun = new ErrorWindow(1_000, origin);
    IntStream.range(0, 3).forEach(i -> begun.add(true, origin + i * 100, 50, 4));

    assertThat(begun.add(true, origin + 300, 50, 4)).isTrue();
  }
}
