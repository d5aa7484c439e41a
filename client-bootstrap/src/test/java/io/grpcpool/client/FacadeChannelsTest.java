package io.grpcpool.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpcpool.client.pool.Calls;
import io.grpcpool.client.pool.TestBackend;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. Channels of the facade to a backend, by the pool policy. */
@Timeout(60)
class FacadeChannelsTest {

  private final TestBackend backend = TestBackend.start();

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void takesAnswersUpToTheSizeThatTheProcessSets() {
    ManagedChannel roomy = channel(Map.of("channel", Map.of("maxInboundMessageSize", 5)));
    ManagedChannel narrow = channel(Map.of("channel", Map.of("maxInboundMessageSize", 1)));

    assertThat(Calls.one(roomy)).isEqualTo(backend.port());
    assertThatThrownBy(() -> Calls.one(narrow))
        .extracting(error -> Status.fromThrowable(error).getCode())
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);

    roomy.shutdownNow();
    narrow.shutdownNow();
  }

  @Test
  void opensNoChannelOnABadSetting() {
    assertThatThrownBy(() -> channel(Map.of("channel", Map.of("keepAliveTime", "1s"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("grpcpool.channel.keepAliveTime is \"1s\"");
  }

  private ManagedChannel channel(Map<String, ?> section) {
    return new FacadeChannels(() -> section)
        .builder("dns:///127.0.0.1:" + backend.port(), InsecureChannelCredentials.create())
        .build();
  }
}
