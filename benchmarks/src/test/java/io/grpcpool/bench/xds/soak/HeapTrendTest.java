package io.grpcpool.bench.xds.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HeapTrendTest {

  private final HeapTrend trend = new HeapTrend();

  @Test
  void aHeapThatGrowsByTheSecondGrowsAlongTheLine() {
    trend.add(10, 100);
    trend.add(20, 210);
    trend.add(30, 290);
    trend.add(40, 400);

    assertThat(trend.growth()).isCloseTo(294, within(1.0));
    assertThat(trend.mean()).isEqualTo(250);
  }

  @Test
  void aHeapThatSwingsDoesNotGrow() {
    trend.add(10, 100);
    trend.add(20, 300);
    trend.add(30, 300);
    trend.add(40, 100);

    assertThat(trend.growth()).isZero();
  }
}
