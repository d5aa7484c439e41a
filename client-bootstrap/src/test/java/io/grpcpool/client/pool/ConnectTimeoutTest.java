package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. A server that accepts connections and never says a word. */
@Timeout(180)
class ConnectTimeoutTest {

  @Test
  void failsCallsWithTheCauseWhenTheOnlyEndpointNeverAnswers() {
    try (Mute mute = new Mute();
        TestEndpoints endpoints = TestEndpoints.of(connectWithin("0.3s"), mute.endpoint())) {

      assertThatThrownBy(() -> Calls.one(endpoints.channel()))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE))
          .hasMessageContaining("no connection within 0.3s");
    }
  }

  @Test
  void dialsAgainAndClosesWhatItGaveUp() {
    try (Mute mute = new Mute();
        TestBackend good = TestBackend.start();
        TestEndpoints endpoints =
            TestEndpoints.of(connectWithin("0.2s"), good.endpoint(), mute.endpoint());
        Calls load = new Calls(endpoints.channel()).keepCalling(4)) {

      eventually(() -> mute.accepted() >= 4);
      endpoints.setEndpoints(good.endpoint());

      eventually(() -> mute.closedByClient() == mute.accepted());
      load.stop();
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void actsOnADialThatIsUnderWay() {
    try (Mute mute = new Mute();
        TestEndpoints endpoints = TestEndpoints.of(connectWithin("600s"), mute.endpoint())) {
      endpoints.channel().getState(true);
      eventually(() -> mute.accepted() == 1);

      endpoints.setPolicy(connectWithin("0.1s"));

      eventually(() -> mute.accepted() >= 2);
    }
  }

  private static Map<String, Object> connectWithin(String timeout) {
    Map<String, Object> policy = new HashMap<>(connections(2, 2, 2));
    policy.put("connectTimeout", timeout);
    return policy;
  }
}
