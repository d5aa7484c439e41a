package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Confined to the test thread. */
class RedialBackoffTest {

  private static final long SHORT = Duration.ofMillis(5).toNanos();

  private final RedialBackoff backoff = new RedialBackoff(new SplittableRandom(1));

  @Test
  void dialsAtOnceAfterAConnectionThatLived() {
    assertThat(backoff.afterLoss(Duration.ofSeconds(2).toNanos())).isZero();
  }

  @Test
  void dialsAtOnceAfterTheFirstThatDiedYoung() {
    assertThat(backoff.afterLoss(SHORT)).isZero();
  }

  @Test
  void doublesTheWaitWithJitterUpToHalfAMinute() {
    List<Duration> waits = IntStream.range(0, 14).mapToObj(i -> backoff.afterLoss(SHORT)).toList();

    assertThat(waits.get(1)).isBetween(Duration.ofMillis(80), Duration.ofMillis(120));
    assertThat(waits.get(2)).isBetween(Duration.ofMillis(160), Duration.ofMillis(240));
    assertThat(waits.get(13)).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
  }

  @Test
  void forgetsOnceAConnectionLived() {
    IntStream.range(0, 5).forEach(i -> backoff.afterLoss(SHORT));

    backoff.afterLoss(Duration.ofSeconds(1).toNanos());

    assertThat(backoff.afterLoss(SHORT)).isZero();
  }
}
