package io.grpcpool.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuantilesTest {

  @Test
  void theMedianOfAnOddSampleIsItsMiddleValue() {
    assertThat(Quantiles.of(List.of(3.0, 1.0, 2.0)).at(0.5)).isEqualTo(2.0);
  }

  @Test
  void theNinetiethPercentileIsExceededByATenthOfTheSample() {
    assertThat(Quantiles.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0)).at(0.9))
        .isEqualTo(9.0);
  }

  @Test
  void aRowHasMedianNinetiethPercentileAndMaximum() {
    assertThat(Quantiles.of(List.of(1.0, 2.0)).row()).isEqualTo("1.0 / 2.0 / 2.0");
  }
}
