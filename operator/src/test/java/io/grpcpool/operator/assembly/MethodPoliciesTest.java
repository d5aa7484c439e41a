package io.grpcpool.operator.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a file to calls of an unmodified grpc-java channel: what holds for single methods. */
@Timeout(180)
class MethodPoliciesTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path policies;
  @TempDir Path state;

  private OrdersBackend backend;
  private StandaloneControlPlane controlPlane;

  @BeforeEach
  void start() throws IOException {
    backend = new OrdersBackend();
    controlPlane = StandaloneControlPlane.start(policies, state);
  }

  @AfterEach
  void stop() {
    controlPlane.close();
    backend.close();
  }

  private void writePolicy(String methods) throws IOException {
    Files.writeString(
        policies.resolve("orders.yaml"),
        """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: orders}
        spec:
          discovery: {static: {endpoints: [{address: 127.0.0.1, port: %d}]}}
          tracks: [{name: main}]
          match: [{metadata: {name: x-canary, exact: "true"}, track: main}]
          resilience:
            timeout: 40s
            retry: {attempts: 3, codes: [UNAVAILABLE], backoff: {base: 1ms}}
            methods: %s
        """
            .formatted(backend.port(), methods));
  }

  @Test
  void triesEachMethodAsOftenAsItsEntryItsServiceOrThePolicySays() throws IOException {
    writePolicy(
        "[{name: test.Orders/Place, retry: {attempts: 1}}, {name: test.Orders, retry: {attempts: 2}}]");
    try (XdsChannel channel = controlPlane.channelTo("orders")) {

      assertThat(attempts(channel, "test.Orders/Place")).isEqualTo(1);
      assertThat(attempts(channel, "test.Orders/Get")).isEqualTo(2);
      assertThat(attempts(channel, "test.Users/Get")).isEqualTo(3);
    }
  }

  @Test
  void boundsTheTimeOfAMethodAndLeavesAStreamsToItsCaller() throws IOException {
    writePolicy("[{name: test.Orders/Place, timeout: 5s}, {name: test.Orders/Get, timeout: 0s}]");
    try (XdsChannel channel = controlPlane.channelTo("orders")) {

      assertThat(secondsGranted(channel, "test.Orders/Place")).isBetween(1L, 5L);
      assertThat(secondsGranted(channel, "test.Orders/Get")).isBetween(41L, 60L);
      assertThat(secondsGranted(channel, "test.Users/Get")).isBetween(6L, 40L);
    }
  }

  @Test
  void followsAnEditWhileTheChannelIsInUse() throws IOException {
    writePolicy("[]");
    try (XdsChannel channel = controlPlane.channelTo("orders")) {
      assertThat(attempts(channel, "test.Orders/Place")).isEqualTo(3);

      writePolicy("[{name: test.Orders/Place, retry: {attempts: 1}}]");

      await().atMost(SOON).until(() -> attempts(channel, "test.Orders/Place") == 1);
    }
  }

  /** Attempts of one call, each of which the backend refuses. */
  private int attempts(XdsChannel channel, String method) {
    int before = backend.calls();
    Status.Code code = backend.call(channel.channel(), method);
    assertThat(code).isEqualTo(Status.Code.UNAVAILABLE);
    return backend.calls() - before;
  }

  /** The deadline that a call of 60 s arrives with. */
  private long secondsGranted(XdsChannel channel, String method) {
    backend.call(channel.channel(), method);
    return backend.lastTimeout().toSeconds();
  }
}
