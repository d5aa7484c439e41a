package io.grpcpool.bench.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void findsTheTailOverAllCallersWithinABucketsWidth() {
    Latencies first = of(LongStream.rangeClosed(1, 500));
    Latencies second = of(LongStream.rangeClosed(501, 1_000));

    assertThat(Latencies.p99(List.of(first, second))).isCloseTo(990, withinPercentage(2));
  }

  @Test
  void hasNoTailWithoutCalls() {
    assertThat(Latencies.p99(List.of(new Latencies()))).isNaN();
  }

  @Test
  void takesACallOfAnyLength() {
    Latencies latencies = new Latencies();

    latencies.add(0);
    latencies.add(Long.MAX_VALUE);

    assertThat(Latencies.p99(List.of(latencies))).isPositive();
  }

  private static Latencies of(LongStream micros) {
    Latencies latencies = new Latencies();
    micros.forEach(value -> latencies.add(value * 1_000));
    return latencies;
  }
}
