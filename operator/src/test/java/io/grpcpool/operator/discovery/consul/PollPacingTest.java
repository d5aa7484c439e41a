package io.grpcpool.operator.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollPacingTest {
  private static final Instant NOW = Instant.EPOCH;
  private static final Duration EARLY = Duration.ofMillis(1);
  private static final Duration WAIT = Duration.ofSeconds(60);

  private final PollPacing pacing = new PollPacing(new Random(1), WAIT);

  @Test
  void startsWithAWholeRead() {
    assertThat(pacing.index()).isZero();
  }

  @Test
  void readsAnewAfterAnIndexThatWentBack() {
    pacing.startAt(100);

    assertThat(pacing.advance(99)).isFalse();
    assertThat(pacing.index()).isZero();
  }

  @Test
  void keepsTheIndexOfStreamingAnswersWhenAPlainReadNamesALowerOne() {
    pacing.startAt(100);
    pacing.advance(120);

    pacing.startAt(110);

    assertThat(pacing.index()).isEqualTo(120);
  }

  @Test
  void readsAnewAfterAFailure() {
    pacing.startAt(100);

    pacing.afterFailure(Duration.ZERO, NOW);

    assertThat(pacing.index()).isZero();
  }

  @Test
  void neverWaitsForTheFirstTwentyChanges() {
    List<Duration> pauses = changes(20);

    assertThat(pauses).containsOnly(Duration.ZERO);
  }

  @Test
  void bundlesChangesThatGoOn() {
    List<Duration> pauses = changes(21);

    assertThat(pauses.get(20)).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void slowsEarlyReturnsThatBringNothing() {
    List<Duration> pauses =
        IntStream.range(0, 9).mapToObj(i -> pacing.afterReturn(false, EARLY, NOW)).toList();

    assertThat(pauses)
        .extracting(Duration::toSeconds)
        .containsExactly(0L, 0L, 1L, 2L, 4L, 8L, 15L, 15L, 15L);
  }

  @Test
  void doesNotSlowReturnsAfterTheWholeWait() {
    List<Duration> pauses =
        IntStream.range(0, 9).mapToObj(i -> pacing.afterReturn(false, WAIT, NOW)).toList();

    assertThat(pauses).containsOnly(Duration.ZERO);
  }

  @Test
  void waitsAsLongAsTheServerAsksFor() {
    assertThat(pacing.afterFailure(Duration.ofSeconds(40), NOW)).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void backsOffFurtherWhenSuccessesDoNotLast() {
    IntStream.range(0, 10)
        .forEach(
            i -> {
              pacing.afterFailure(Duration.ZERO, NOW);
              pacing.afterReturn(false, WAIT, NOW);
            });

    long longest =
        IntStream.range(0, 50)
            .mapToLong(i -> pacing.afterFailure(Duration.ZERO, NOW).toMillis())
            .max()
            .orElseThrow();

    assertThat(longest).isBetween(10_000L, 30_000L);
  }

  @Test
  void startsAnewAfterASuccessThatLasted() {
    IntStream.range(0, 10).forEach(i -> pacing.afterFailure(Duration.ZERO, NOW));
    pacing.afterReturn(false, WAIT, NOW);

    Duration pause = pacing.afterFailure(Duration.ZERO, NOW.plusSeconds(10));

    assertThat(pause).isLessThanOrEqualTo(Duration.ofMillis(250));
  }

  private List<Duration> changes(int number) {
    return IntStream.range(0, number).mapToObj(i -> pacing.afterReturn(true, EARLY, NOW)).toList();
  }
}
