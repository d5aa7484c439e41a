package io.grpcpool.client.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RedialsTest {

  private final Redials redials = new Redials(new SplittableRandom(1));

  private long millisAfter(Status.Code end) {
    return redials.after(end).toMillis();
  }

  @Test
  void waitsLongerEachTimeUpToAMinute() {
    assertThat(millisAfter(Status.Code.UNAVAILABLE))
        .isCloseTo(1_000, Percentage.withPercentage(20));
    assertThat(millisAfter(Status.Code.UNAVAILABLE))
        .isCloseTo(1_600, Percentage.withPercentage(20));

    long longest =
        Stream.generate(() -> millisAfter(Status.Code.UNAVAILABLE))
            .limit(50)
            .mapToLong(Long::longValue)
            .max()
            .orElseThrow();

    assertThat(longest).isCloseTo(60_000, Percentage.withPercentage(20));
  }

  @Test
  void beginsAnewAfterAnAnswer() {
    Stream.generate(() -> millisAfter(Status.Code.UNAVAILABLE)).limit(9).count();
    millisAfter(Status.Code.UNAVAILABLE);
    millisAfter(Status.Code.UNAVAILABLE);

    redials.answered();

    assertThat(millisAfter(Status.Code.OK)).isCloseTo(1_000, Percentage.withPercentage(20));
  }

  @Test
  void asksSeldomWhereThereIsNoSuchService() {
    assertThat(redials.after(Status.Code.UNIMPLEMENTED))
        .isGreaterThan(Duration.ofMinutes(7))
        .isLessThan(Duration.ofMinutes(13));
  }
}
