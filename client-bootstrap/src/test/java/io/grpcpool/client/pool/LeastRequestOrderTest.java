package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Confined to the test thread. */
class LeastRequestOrderTest {

  private final Connection first = TestConnections.connection(() -> 0);
  private final Connection second = TestConnections.connection(() -> 0);

  /** In a round of two, the one drawn by chance is always the other one. */
  private final AtomicInteger drawn = new AtomicInteger(1);

  @Test
  void takesTheEndpointWithFewerCallsInFlight() {
    TestConnections.call(first, 2);
    TestConnections.call(second, 1);

    assertThat(shareOfTheFirst(1, 1)).isZero();
  }

  @Test
  void measuresCallsInFlightByTheWeight() {
    TestConnections.call(first, 4);
    TestConnections.call(second, 3);

    assertThat(shareOfTheFirst(2, 1)).isEqualTo(100);
  }

  @Test
  void takesTurnsWhileAllAreEquallyBusy() {
    assertThat(shareOfTheFirst(1, 1)).isEqualTo(50);
  }

  /** Of a hundred calls. */
  private long shareOfTheFirst(long weight, long weightOfTheSecond) {
    long[] weights = {weight, weightOfTheSecond};
    LeastRequestOrder order =
        new LeastRequestOrder(
            SmoothWeightedRoundRobin.of(weights, new AtomicInteger()),
            List.of(
                new EndpointView("a", weight, SlowStart.FULL, true, List.of(first), false, null),
                new EndpointView(
                    "b", weightOfTheSecond, SlowStart.FULL, true, List.of(second), false, null)),
            drawn::getAndIncrement);
    return IntStream.range(0, 100).filter(i -> order.next(TestConnections.anyCall()) == 0).count();
  }
}
