package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Confined to the test thread. */
class SmoothWeightedRoundRobinTest {

  @Test
  void interleavesInsteadOfRepeating() {
    SmoothWeightedRoundRobin rotation = rotation(5, 1, 1);

    assertThat(turns(rotation, 7)).containsExactly(0, 0, 2, 0, 0, 1, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "1:1:1, 1:1:1",
    "100:300, 1:3",
    "536870912:1610612736, 1:3",
    "306783378:613566756:1227133513, 1:2:4",
    "2147483648, 1",
    "4294967295:4294967295, 1:1",
    "2:3, 2:3",
    "214748:2147268899, 1:9999",
  })
  void reducesWeightsToTheirRatioThoughTheControlPlaneRoundsThem(String weights, String turns) {
    assertThat(SmoothWeightedRoundRobin.turnsPerRound(longs(weights))).containsExactly(ints(turns));
  }

  @Test
  void servesEveryEndpointExactlyByItsWeightInEachRound() {
    SmoothWeightedRoundRobin rotation = rotation(10, 20, 30, 40);

    long[] counts = count(rotation, 4, rotation.roundLength() * 100);

    assertThat(counts).containsExactly(100, 200, 300, 400);
  }

  @Test
  void keepsTheShareOfAThousandUnevenEndpointsWithinAFewPercent() {
    long[] weights =
        IntStream.range(0, 1_000).mapToLong(i -> 1_000 + 37L * i * i % 9_001).toArray();
    SmoothWeightedRoundRobin rotation = SmoothWeightedRoundRobin.of(weights, new AtomicInteger());

    long[] counts = count(rotation, weights.length, rotation.roundLength());

    double perWeight = (double) rotation.roundLength() / Arrays.stream(weights).sum();
    assertThat(counts[500] / perWeight).isCloseTo(weights[500], within(weights[500] * 0.05));
    assertThat(counts[0] / perWeight).isCloseTo(weights[0], within(weights[0] * 0.1));
  }

  @Test
  void givesTheLightestEndpointATurnEvenIfItsShareIsLessThanOnePerRound() {
    SmoothWeightedRoundRobin rotation = rotation(1, 4_000_000_000L);

    assertThat(count(rotation, 2, rotation.roundLength())[0]).isEqualTo(1);
  }

  @Test
  void goesOnWhereTheScheduleBeforeItStood() {
    AtomicInteger turn = new AtomicInteger();
    SmoothWeightedRoundRobin before = SmoothWeightedRoundRobin.of(new long[] {1, 1, 1}, turn);
    int first = before.next();

    SmoothWeightedRoundRobin after = SmoothWeightedRoundRobin.of(new long[] {2, 2, 2}, turn);

    assertThat(turns(after, 2)).doesNotContain(first);
  }

  @Test
  void goesRoundWhenTheCounterOverflows() {
    SmoothWeightedRoundRobin rotation =
        SmoothWeightedRoundRobin.of(new long[] {1, 1}, new AtomicInteger(Integer.MAX_VALUE));

    assertThat(turns(rotation, 4)).containsExactly(1, 0, 1, 0);
  }

  private static SmoothWeightedRoundRobin rotation(long... weights) {
    return SmoothWeightedRoundRobin.of(weights, new AtomicInteger());
  }

  private static int[] turns(SmoothWeightedRoundRobin rotation, int turns) {
    return IntStream.range(0, turns).map(i -> rotation.next()).toArray();
  }

  private static long[] count(SmoothWeightedRoundRobin rotation, int indexes, int turns) {
    long[] counts = new long[indexes];
    IntStream.range(0, turns).forEach(i -> counts[rotation.next()]++);
    return counts;
  }

  private static long[] longs(String text) {
    return Arrays.stream(text.split(":")).mapToLong(Long::parseLong).toArray();
  }

  private static int[] ints(String text) {
    return Arrays.stream(text.split(":")).mapToInt(Integer::parseInt).toArray();
  }
}
