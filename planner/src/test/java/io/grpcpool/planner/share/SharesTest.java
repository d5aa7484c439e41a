package io.grpcpool.planner.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.grpcpool.planner.share.Shares.Wish;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SharesTest {

  /** A trailing {@code !} marks a track without usable endpoints. */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "100,                10000",
    "90 10,              9000 1000",
    "1 1 1,              3334 3333 3333",
    "2 1,                6667 3333",
    "0 100,              0 10000",
    "1 1000000,          1 9999",
    "1 1 1000000,        1 1 9998",
    "999999 1,           9999 1",
    "1000000 1000000,    5000 5000",
    "1 1 1 1 1 1 1,      1429 1429 1429 1429 1428 1428 1428",
    "90! 10,             0 10000",
    "50 30! 20,          7143 0 2857",
    "90! 10!,            9000 1000",
    "0 100!,             0 10000",
    "0 90! 10!,          0 9000 1000",
  })
  void dividesByWeightAmongTracksThatHaveEndpoints(String wishes, String shares) {
    assertThat(Shares.of(parse(wishes))).isEqualTo(numbers(shares));
  }

  @Test
  void refusesWeightsWhoseSumIsZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shares.of(parse("0 0")))
        .withMessageContaining("sum of weights is 0");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void givesAllCallsAndSomeToEveryTrackThatTakesPart(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Wish> wishes =
        IntStream.range(0, random.nextInt(1, 9))
            .mapToObj(i -> new Wish(1 + random.nextLong(1_000_000), true))
            .toList();

    List<Integer> shares = Shares.of(wishes);

    assertThat(shares.stream().mapToInt(Integer::intValue).sum()).isEqualTo(Shares.TOTAL);
    assertThat(shares).allMatch(share -> share >= 1);
  }

  static Stream<Long> seeds() {
    return IntStream.range(0, 200).mapToObj(Long::valueOf);
  }

  private static List<Wish> parse(String text) {
    return Arrays.stream(text.split(" "))
        .map(w -> new Wish(Long.parseLong(w.replace("!", "")), !w.endsWith("!")))
        .toList();
  }

  private static List<Integer> numbers(String text) {
    return Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
  }
}
