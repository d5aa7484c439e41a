package io.grpcpool.bench.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthTest {

  @Test
  void isSteadyFromTheFirstSpanThatComesNearTheFinalRate() {
    List<Long> replies = IntStream.range(0, 160).mapToObj(i -> i < 10 ? 100L : 1_000L).toList();

    assertThat(Growth.untilSteady(replies)).isEqualTo(12 * 25);
  }
}
