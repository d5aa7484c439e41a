package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Confined to the test thread. */
class HashRingTest {

  private static final int VALUES = 100_000;

  @Test
  void givesAValueToOneEndpointWheneverItIsAsked() {
    HashRing ring = ring(10);

    assertThat(IntStream.range(0, 100).map(i -> ring.owner("user-7")).distinct().count())
        .isEqualTo(1);
  }

  @Test
  void movesTheValuesOfAnEndpointThatGoesAndNoOthers() {
    HashRing before = ring(10);
    HashRing after = ring(9);

    long moved =
        values().filter(v -> before.owner("user-" + v) != after.owner("user-" + v)).count();
    long ofTheOneThatWent = values().filter(v -> before.owner("user-" + v) == 9).count();

    assertThat(moved).isEqualTo(ofTheOneThatWent);
  }

  @Test
  void givesEqualEndpointsAboutEqualShares() {
    HashRing ring = ring(10);

    long[] counts = new long[10];
    values().forEach(v -> counts[ring.owner("user-" + v)]++);

    // 160 points each: the standard deviation of a share is about 1/sqrt(160), some 8 %.
    assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(VALUES / 10 * 2 / 3);
    assertThat(Arrays.stream(counts).max().orElseThrow()).isLessThan(VALUES / 10 * 4 / 3);
  }

  @Test
  void givesByWeight() {
    HashRing ring = new HashRing(List.of("a", "b"), new long[] {1, 3});

    assertThat(values().filter(v -> ring.owner("user-" + v) == 0).count())
        .isCloseTo(VALUES / 4, withinPercentage(25L));
  }

  private static IntStream values() {
    return IntStream.range(0, VALUES);
  }

  private static HashRing ring(int endpoints) {
    List<String> addresses =
        IntStream.range(0, endpoints).mapToObj(i -> "10.0.0." + i + ":50051").toList();
    long[] weights = new long[endpoints];
    Arrays.fill(weights, 1);
    return new HashRing(addresses, weights);
  }
}
