package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.EquivalentAddressGroup;
import io.grpc.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread, which edits the policy while callers call. */
@Timeout(120)
class ConcurrencyStressTest {

  private static final int EDITS = 30;
  private static final int MAX = 6;

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

  @Test
  void holdsItsInvariantsWhileSizesAgesEndpointsAndConnectionsChange() {
    try (TestBackend first = TestBackend.startWithStreamLimit(10);
        TestBackend second = TestBackend.startSendingConnectionsAway();
        Relay third = Relay.to(first);
        TestEndpoints endpoints = TestEndpoints.withRetry(ofSize(1), first.endpoint());
        Calls load = new Calls(endpoints.channel())) {
      Calls.one(endpoints.channel());
      List<EquivalentAddressGroup[]> lists =
          List.of(
              list(first.endpoint(), second.endpoint(), third.endpoint()),
              list(first.endpoint(3), third.endpoint()),
              list(second.endpoint(2), first.endpoint()));
      load.keepCalling(64);

      try (Invariants invariants = new Invariants(endpoints, MAX)) {
        for (int edit = 0; edit < EDITS; edit++) {
          endpoints.setPolicy(ofSize(1 + edit % 4));
          endpoints.setEndpoints(lists.get(edit % lists.size()));
          load.awaitMore(50);
          third.cut();
        }
        assertThat(invariants.looks()).isPositive();
        assertThat(invariants.violations()).isEmpty();
      }

      endpoints.setPolicy(connections(2, 2, MAX));
      endpoints.setEndpoints(lists.get(0));
      load.stop();
      // A call whose answer has begun when its connection breaks is not tried again.
      assertThat(load.failures().keySet()).isSubsetOf(Status.Code.UNAVAILABLE);
      eventually(() -> endpoints.stats().inFlight() == 0 && everyEndpointHasTwo(endpoints));
      PoolStats rest = endpoints.stats();
      assertThat(rest.created() - rest.destroyed()).isEqualTo(rest.connections());
    }
  }

  private static boolean everyEndpointHasTwo(TestEndpoints endpoints) {
    return endpoints.stats().endpoints().stream().allMatch(e -> e.connections() >= 2);
  }

  private static Map<String, Object> ofSize(int size) {
    Map<String, Object> policy = new HashMap<>(connections(size, size, size + 2));
    policy.put("maxConnectionAge", "0.2s");
    policy.put("shrinkAfter", "0.05s");
    policy.put("maxIdle", 0.0);
    policy.put("slowStart", "0.1s");
    policy.put("warmUp", true);
    return policy;
  }

  private static EquivalentAddressGroup[] list(EquivalentAddressGroup... endpoints) {
    return endpoints;
  }
}
