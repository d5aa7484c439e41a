package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread, which edits the policy while callers call. */
@Timeout(120)
class ConcurrencyStressTest {

  private static final int EDITS = 30;

  @Test
  void countsNothingInFlightAtRestAfterEditsUnderLoad() {
    try (TestBackend first = TestBackend.startWithStreamLimit(10);
        TestBackend second = TestBackend.startWithStreamLimit(10);
        TestEndpoints endpoints =
            TestEndpoints.of(connections(1, 1, 8), first.endpoint(), second.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(64)) {

      for (int edit = 0; edit < EDITS; edit++) {
        int size = 1 + edit % 4;
        endpoints.setPolicy(connections(size, size, size + 4));
        endpoints.setEndpoints(first.endpoint(1 + edit % 3), second.endpoint(2));
        load.awaitMore(50);
        assertThat(endpoints.stats().inFlight()).isNotNegative();
      }

      load.stop();
      assertThat(load.failures()).isEmpty();
      eventually(() -> endpoints.stats().inFlight() == 0);
      PoolStats rest = endpoints.stats();
      assertThat(rest.created() - rest.destroyed()).isEqualTo(rest.connections());
      assertThat(rest.active()).isZero();
    }
  }
}
