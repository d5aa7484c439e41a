package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Confined to the test thread. */
class TokenBucketTest {

  private static final long SECOND = 1_000_000_000;

  private static TokenBucket bucket(int rate, int burst) {
    return new TokenBucket(new RateConfig(rate, burst), 0);
  }

  private static long taken(TokenBucket bucket, int tries, long now) {
    return IntStream.range(0, tries).filter(i -> bucket.take(now)).count();
  }

  @Test
  void givesTheBurstAtOnceAndNoMore() {
    assertThat(taken(bucket(10, 4), 100, 0)).isEqualTo(4);
  }

  @Test
  void givesOneMoreForEachIntervalThatPasses() {
    TokenBucket bucket = bucket(10, 4);
    taken(bucket, 100, 0);

    assertThat(bucket.take(SECOND / 10 - 1)).isFalse();
    assertThat(taken(bucket, 100, SECOND / 10)).isEqualTo(1);
    assertThat(taken(bucket, 100, 3 * SECOND / 10)).isEqualTo(2);
  }

  @Test
  void keepsNoMoreThanTheBurstHoweverLongThePause() {
    TokenBucket bucket = bucket(10, 4);

    assertThat(taken(bucket, 100, 3_600 * SECOND)).isEqualTo(4);
  }

  /** Asked every microsecond for a second: the rate, and the burst that it began with. */
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 1, 3", "1000, 100, 1100", "7000, 10, 7010", "999999, 10, 1000009"})
  void givesTheRateInTheLongRun(int rate, int burst, int expected) {
    TokenBucket bucket = bucket(rate, burst);

    long taken = LongStream.range(0, 1_000_000).filter(i -> bucket.take(i * 1_000)).count();

    assertThat(taken).isBetween(expected - 1 - rate / 2_000L, expected + 1 + rate / 2_000L);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE - 5})
  void takesTimeOfAnyOrigin(long origin) {
    TokenBucket bucket = new TokenBucket(new RateConfig(10, 2), origin);

    assertThat(taken(bucket, 100, origin)).isEqualTo(2);
    assertThat(taken(bucket, 100, origin + SECOND / 10)).isEqualTo(1);
  }

  @Test
  void followsAnotherRateWithoutGivingTheBurstAgain() {
    TokenBucket bucket = bucket(10, 4);
    taken(bucket, 100, 0);

    bucket.fill(new RateConfig(1_000, 4));

    assertThat(bucket.take(0)).isFalse();
    assertThat(taken(bucket, 100, 400_000_000)).isEqualTo(4);
  }

  @Test
  void isSharedByTheNameOfTheServiceAsLongAsSomebodyHoldsIt() {
    TokenBuckets buckets = new TokenBuckets();
    TokenBucket held = buckets.bucket("shop/users", new RateConfig(10, 1), 0);

    assertThat(buckets.bucket("shop/users", new RateConfig(20, 1), 0)).isSameAs(held);
    assertThat(buckets.bucket("shop/orders", new RateConfig(10, 1), 0)).isNotSameAs(held);
    assertThat(held.rate()).isEqualTo(new RateConfig(20, 1));
  }
}
