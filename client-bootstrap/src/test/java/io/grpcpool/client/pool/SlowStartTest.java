package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Confined to the test thread, which is the clock. */
class SlowStartTest {

  private static final Duration OVER = Duration.ofSeconds(20);
  private static final long BEGIN = millis(5_000);

  private final SlowStart slowStart = new SlowStart();

  @Test
  void givesOneThatIsNotNewItsFullShare() {
    assertThat(slowStart.share(OVER, BEGIN)).isEqualTo(SlowStart.FULL);
    assertThat(slowStart.nanosUntilNextStep(OVER, BEGIN)).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "999, 1",
    "1999, 1",
    "2000, 2",
    "5000, 5",
    "10000, 10",
    "19999, 19",
    "20000, 20",
    "90000, 20"
  })
  void climbsLinearlyWithTime(long afterMillis, int share) {
    slowStart.begin(BEGIN);

    assertThat(slowStart.share(OVER, BEGIN + millis(afterMillis))).isEqualTo(share);
  }

  @ParameterizedTest
  @CsvSource({"0, 2000", "2000, 1000", "2400, 600", "19999, 1", "20001, 0"})
  void saysWhenTheNextStepIsDue(long afterMillis, long waitMillis) {
    slowStart.begin(BEGIN);

    assertThat(slowStart.nanosUntilNextStep(OVER, BEGIN + millis(afterMillis)))
        .isEqualTo(millis(waitMillis));
  }

  @Test
  void givesTheFullShareAtOnceWhereThePolicyHasNoSlowStart() {
    slowStart.begin(BEGIN);

    assertThat(slowStart.share(Duration.ZERO, BEGIN)).isEqualTo(SlowStart.FULL);
  }

  @Test
  void staysFullOnceItWas() {
    slowStart.begin(BEGIN);
    slowStart.share(OVER, BEGIN + OVER.toNanos());

    assertThat(slowStart.share(Duration.ofHours(1), BEGIN + OVER.toNanos()))
        .isEqualTo(SlowStart.FULL);
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
