package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Confined to the test thread. Servers that limit, reset, send away, or are slow to greet. */
@Timeout(180)
class HostileServersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100})
  void growsToTheMaximumWhereTheStreamLimitIsTheLimit(int streams) {
    try (TestBackend backend = TestBackend.startWithStreamLimit(streams);
        TestEndpoints endpoints = TestEndpoints.of(connections(1, 1, 4), backend.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(8 * streams)) {

      eventually(() -> backend.connections() == 4);
      load.awaitMore(1_000);

      load.stop();
      assertThat(load.failures()).isEmpty();
      assertThat(backend.accepted()).isEqualTo(4);
      eventually(() -> endpoints.stats().inFlight() == 0);
    }
  }

  @Test
  void waitsForSettingsThatComeLate() {
    try (TestBackend backend = TestBackend.start();
        Relay slow = Relay.holdingAnswersOf(backend);
        TestEndpoints endpoints = TestEndpoints.of(connections(1, 1, 1), slow.endpoint());
        Calls calls = new Calls(endpoints.channel())) {
      calls.callOnce(5);
      eventually(() -> backend.accepted() == 1);
      assertThat(endpoints.stats().cold()).isEqualTo(1);

      slow.answer();
      calls.stop();

      assertThat(calls.failures()).isEmpty();
      assertThat(backend.accepted()).isEqualTo(1);
    }
  }

  @Test
  void losesNoCallToAServerThatSendsItsConnectionsAway() {
    try (TestBackend backend = TestBackend.startSendingConnectionsAway();
        TestEndpoints endpoints = TestEndpoints.of(connections(2, 2, 2), backend.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(16)) {

      eventually(() -> backend.accepted() >= 8);

      load.stop();
      assertThat(load.failures()).isEmpty();
      eventually(() -> endpoints.stats().connections() == 2);
    }
  }

  @Test
  void losesNoCallToResetsWhenThePolicyRetries() {
    try (TestBackend calm = TestBackend.start();
        TestBackend backend = TestBackend.start();
        Relay resetting = Relay.to(backend);
        TestEndpoints endpoints =
            TestEndpoints.withRetry(connections(2, 2, 2), calm.endpoint(), resetting.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(16)) {
      for (int reset = 0; reset < 5; reset++) {
        eventually(() -> endpoints.stats().connections() == 4);
        load.awaitMore(100);
        backend.hold();
        eventually(() -> backend.heldCalls() == 16); // no answer has begun that would end a retry
        resetting.cut();
        backend.release();
      }

      eventually(() -> endpoints.stats().connections() == 4);
      load.stop();
      assertThat(load.failures()).isEmpty();
      eventually(() -> endpoints.stats().inFlight() == 0);
    }
  }
}
