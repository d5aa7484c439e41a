package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.EquivalentAddressGroup;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. One server that looks like a thousand. */
@Timeout(300)
class ThousandEndpointsTest {

  @Test
  void connectsToEachAndLetsHalfOfThemGoUnderLoadWithoutAFailedCall() {
    try (TestBackend backend = TestBackend.startOnAllAddresses();
        TestEndpoints endpoints =
            TestEndpoints.of(connections(1, 1, 2), endpoints(backend, 1_000));
        Calls load = new Calls(endpoints.channel()).keepCalling(16)) {
      eventually(() -> endpoints.stats().cold() == 0);
      assertThat(backend.connections()).isEqualTo(1_000);
      load.awaitMore(3_000);

      endpoints.setEndpoints(endpoints(backend, 500));
      eventually(() -> backend.connections() == 500);

      load.awaitMore(1_000);
      load.stop();
      assertThat(load.failures()).isEmpty();
      assertThat(backend.accepted()).isEqualTo(1_000);
    }
  }

  private static EquivalentAddressGroup[] endpoints(TestBackend backend, int count) {
    return IntStream.range(0, count)
        .mapToObj(backend::endpointNumber)
        .toArray(EquivalentAddressGroup[]::new);
  }
}
