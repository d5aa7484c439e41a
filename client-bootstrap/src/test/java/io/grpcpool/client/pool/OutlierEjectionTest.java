package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Confined to the test thread. grpc-java's outlier detection above the pool, as xDS puts it there,
 * over several connections to each endpoint.
 */
@Timeout(180)
class OutlierEjectionTest {

  private TestBackend failing;
  private TestBackend good;
  private TestEndpoints endpoints;
  private Calls load;

  @BeforeEach
  void start() {
    failing = TestBackend.start();
    good = TestBackend.start();
  }

  @AfterEach
  void stop() {
    load.close();
    endpoints.close();
    failing.close();
    good.close();
  }

  private void callUntilEjected(Map<String, ?> poolPolicy, String ejection) {
    endpoints =
        TestEndpoints.withOutlierDetection(
            outliers(ejection), poolPolicy, failing.endpoint(), good.endpoint());
    load = new Calls(endpoints.channel()).keepCalling(8);
    eventually(() -> failing.connections() >= 1 && good.connections() >= 1);
    failing.failWith(Status.UNAVAILABLE);
    awaitEjection();
  }

  private void awaitEjection() {
    eventually(
        () -> {
          int before = failing.calls();
          load.awaitMore(300);
          return failing.calls() == before;
        });
  }

  /** Any failed call in an interval of 100 ms ejects. */
  private static Map<String, ?> outliers(String ejection) {
    return Map.of(
        "interval",
        "0.1s",
        "baseEjectionTime",
        ejection,
        "maxEjectionPercentage",
        50.0,
        "failurePercentageEjection",
        Map.of("threshold", 10.0, "minimumHosts", 1.0, "requestVolume", 5.0));
  }

  @Test
  void sendsNoCallOverAnyConnectionToAnEndpointThatFails() {
    callUntilEjected(connections(3, 3, 3), "3600s");

    int before = failing.calls();
    load.awaitMore(1_000);

    assertThat(failing.calls()).isEqualTo(before);
    assertThat(failing.connections()).isEqualTo(3);
    assertThat(load.failures()).containsOnlyKeys(Status.Code.UNAVAILABLE);
  }

  @Test
  void growsAnEjectedEndpointOnlyWhenItIsBackAndTheChannelLives() {
    callUntilEjected(connections(1, 1, 1), "2s");

    endpoints.setPolicy(connections(4, 4, 4));
    eventually(() -> good.connections() == 4);
    failing.failWith(Status.OK);
    eventually(() -> failing.connections() == 4);

    int before = failing.calls();
    load.awaitMore(1_000);
    assertThat(failing.calls()).isGreaterThan(before);
    assertThat(load.failures()).containsOnlyKeys(Status.Code.UNAVAILABLE);
  }

  /** The new subchannel is told of the ejection before it is started. */
  @Test
  void dialsAnEndpointThatComesBackWhileItsAddressIsEjected() {
    callUntilEjected(connections(2, 2, 2), "3600s");

    endpoints.setEndpoints(good.endpoint());
    eventually(() -> failing.connections() == 0);
    endpoints.setEndpoints(failing.endpoint(), good.endpoint());
    load.awaitMore(1_000);

    assertThat(load.failures()).containsOnlyKeys(Status.Code.UNAVAILABLE);
  }
}
