package io.grpcpool.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareIntervalTest {
  /** Expected bounds: summed from exact binomial coefficients. */
  @ParameterizedTest
  @CsvSource({
    "1000, 0.1, 70, 132",
    "1500, 0.5, 686, 814",
    "20, 0.5, 3, 17",
    "1500, 0.8, 1148, 1250",
    "100, 0.01, 0, 6"
  })
  void holdsTheNumberOfCallsWithItsConfidence(int calls, double share, int low, int high) {
    assertThat(ShareInterval.of(calls, share, 0.999))
        .isEqualTo(new ShareInterval(calls, low, high));
  }

  @Test
  void allowsNoCallToATrackWithoutWeight() {
    assertThat(ShareInterval.of(1_500, 0, 0.999)).isEqualTo(new ShareInterval(1_500, 0, 0));
    assertThat(ShareInterval.of(1_500, 1, 0.999)).isEqualTo(new ShareInterval(1_500, 1_500, 1_500));
  }

  @Test
  void refusesAShareThatIsOffByAFewPercentagePoints() {
    ShareInterval tenPercent = ShareInterval.of(1_500, 0.1, 0.999);

    assertThat(tenPercent.contains(150)).isTrue();
    assertThat(tenPercent.contains(210)).isFalse();
  }
}
