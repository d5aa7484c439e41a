package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. How endpoints begin to take calls, as the servers count them. */
@Timeout(180)
class BeginningPoolTest {

  @Test
  void givesAnEndpointThatJoinsASmallShareFirst() {
    try (TestBackend old = TestBackend.start();
        TestBackend joining = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(slowStart("3600s"), old.endpoint());
        Calls load = new Calls(endpoints.channel())) {
      Calls.one(endpoints.channel());

      endpoints.setEndpoints(old.endpoint(), joining.endpoint());
      eventually(() -> endpoints.stats().connections() == 2);
      load.keepCalling(8);
      load.awaitMore(4_000);
      load.stop();

      double share = (double) joining.calls() / (old.calls() + joining.calls());
      assertThat(share).isBetween(0.04, 0.055); // one of twenty steps against twenty
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void givesItItsFullShareInTheEnd() {
    try (TestBackend old = TestBackend.start();
        TestBackend joining = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(slowStart("1s"), old.endpoint());
        Calls load = new Calls(endpoints.channel())) {
      Calls.one(endpoints.channel());
      endpoints.setEndpoints(old.endpoint(), joining.endpoint());
      eventually(() -> endpoints.stats().connections() == 2);

      load.keepCalling(4);
      eventually(
          () -> {
            int oldBefore = old.calls();
            int joiningBefore = joining.calls();
            load.awaitMore(500);
            return joining.calls() - joiningBefore > (old.calls() - oldBefore) * 0.9;
          });

      load.stop();
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void givesAllTheirFullShareWhenThePoolItselfBegins() {
    try (TestBackend first = TestBackend.start();
        TestBackend second = TestBackend.start();
        TestEndpoints endpoints =
            TestEndpoints.of(slowStart("3600s"), first.endpoint(), second.endpoint());
        Calls load = new Calls(endpoints.channel())) {
      Calls.one(endpoints.channel());
      eventually(() -> endpoints.stats().connections() == 2);
      int before = first.calls();

      load.keepCalling(8);
      load.awaitMore(2_000);
      load.stop();

      assertThat((double) (first.calls() - before) / load.succeeded()).isBetween(0.48, 0.52);
    }
  }

  @Test
  void holdsTheFirstCallUntilEveryEndpointHasItsConnections() {
    Map<String, Object> policy = new HashMap<>(connections(3, 1, 3));
    policy.put("warmUp", true);
    try (TestBackend first = TestBackend.start();
        TestBackend second = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(policy, first.endpoint(), second.endpoint())) {

      Calls.one(endpoints.channel());

      assertThat(endpoints.stats().connections()).isEqualTo(6);
      assertThat(endpoints.stats().cold()).isZero();
    }
  }

  @Test
  void beginsWithoutAnEndpointThatCannotBeReached() throws InterruptedException {
    TestBackend gone = TestBackend.start();
    gone.stop();
    Map<String, Object> policy = new HashMap<>(connections(2, 1, 2));
    policy.put("warmUp", true);
    try (TestBackend good = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(policy, good.endpoint(), gone.endpoint())) {

      Calls.one(endpoints.channel());

      assertThat(endpoints.stats().connections()).isEqualTo(2);
      assertThat(endpoints.stats().cold()).isEqualTo(1);
    }
  }

  @Test
  void beginsWithoutAnEndpointThatNeverAnswersOnceTheConnectTimeoutIsOver() {
    Map<String, Object> policy = new HashMap<>(connections(1, 1, 1));
    policy.put("warmUp", true);
    policy.put("connectTimeout", "1s");
    try (TestBackend good = TestBackend.start();
        Mute mute = new Mute();
        TestEndpoints endpoints = TestEndpoints.of(policy, good.endpoint(), mute.endpoint())) {
      long begun = System.nanoTime();

      Calls.one(endpoints.channel());

      assertThat(System.nanoTime() - begun).isGreaterThan(900_000_000L);
    }
  }

  @Test
  void namesEveryEndpointAndItsCauseWhenNoneCanBeReached() throws InterruptedException {
    TestBackend gone = TestBackend.start();
    gone.stop();
    Map<String, Object> policy = new HashMap<>(connections(1, 1, 1));
    policy.put("warmUp", true);
    policy.put("connectTimeout", "0.3s");
    try (Mute mute = new Mute();
        TestEndpoints endpoints = TestEndpoints.of(policy, gone.endpoint(), mute.endpoint())) {

      assertThatThrownBy(() -> Calls.one(endpoints.channel()))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("none of 2 endpoints can be reached")
          .hasMessageContaining("127.0.0.1:" + gone.port() + ": ")
          .hasMessageContaining("Connection refused")
          .hasMessageContaining(mute.address() + ": no connection within 0.3s");
    }
  }

  private static Map<String, Object> slowStart(String time) {
    Map<String, Object> policy = new HashMap<>(connections(1, 1, 1));
    policy.put("slowStart", time);
    return policy;
  }
}
