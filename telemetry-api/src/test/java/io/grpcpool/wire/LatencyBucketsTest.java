package io.grpcpool.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LatencyBucketsTest {

  @ParameterizedTest(name = "{0} ns is in bucket {1}")
  @CsvSource({
    "-5, 0",
    "0, 0",
    "999, 0",
    "1000, 1",
    "15999, 15",
    "16000, 16",
    "31999, 31",
    "32000, 32",
    "33999, 32",
    "34000, 33",
    "1000000, 111",
    "137438953471999, 399",
    "9223372036854775807, 399",
  })
  void hasABucketForEveryDuration(long nanos, int bucket) {
    assertThat(LatencyBuckets.of(nanos)).isEqualTo(bucket);
  }

  @Test
  void beginsEachBucketWhereTheOneBeforeEnds() {
    assertThat(IntStream.range(0, LatencyBuckets.COUNT))
        .allMatch(
            bucket -> LatencyBuckets.of(LatencyBuckets.lowestMicros(bucket) * 1_000) == bucket)
        .allMatch(
            bucket ->
                bucket == 0
                    || LatencyBuckets.of(LatencyBuckets.lowestMicros(bucket) * 1_000 - 1)
                        == bucket - 1);
  }

  @Test
  void reachesToMoreThanTwoMinutes() {
    assertThat(LatencyBuckets.lowestMicros(LatencyBuckets.COUNT))
        .isGreaterThan(Duration.ofSeconds(120).toMillis() * 1_000);
  }

  @ParameterizedTest(name = "the middle of the bucket of {0} µs is within 3.2 %")
  @MethodSource("durations")
  void isExactToThreePercent(long micros) {
    long[] one = new long[LatencyBuckets.COUNT];
    one[LatencyBuckets.of(micros * 1_000)]++;

    assertThat((double) LatencyBuckets.quantileMicros(one, 0.5))
        .isCloseTo(micros, within(micros * 0.032));
  }

  @Test
  void findsQuantilesOfManyCounts() {
    long[] counts = new long[LatencyBuckets.COUNT];
    LongStream.rangeClosed(1, 1_000).forEach(ms -> counts[LatencyBuckets.of(ms * 1_000_000)]++);

    assertThat((double) LatencyBuckets.quantileMicros(counts, 0.5))
        .isCloseTo(500_000, within(16_000.0));
    assertThat((double) LatencyBuckets.quantileMicros(counts, 0.99))
        .isCloseTo(990_000, within(32_000.0));
    assertThat(LatencyBuckets.quantileMicros(new long[LatencyBuckets.COUNT], 0.99)).isZero();
  }

  static LongStream durations() {
    return new SplittableRandom(7).longs(100, 16, 100_000_000);
  }
}
