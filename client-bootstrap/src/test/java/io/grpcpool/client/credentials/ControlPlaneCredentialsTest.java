package io.grpcpool.client.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlPlaneCredentialsTest {

  private final ControlPlaneCredentials credentials = new ControlPlaneCredentials();

  @Test
  void takesTheFirstEntryOfAKnownType() {
    assertThat(
            credentials.of(
                List.of(
                    Map.of("type", "google_default"),
                    Map.of("type", "tls"),
                    Map.of("type", "insecure"))))
        .containsInstanceOf(TlsChannelCredentials.class);
    assertThat(credentials.of(List.of(Map.of("type", "insecure"))))
        .containsInstanceOf(InsecureChannelCredentials.class);
  }

  @Test
  void findsNothingWhereNoTypeIsKnown() {
    assertThat(credentials.of(List.of(Map.of("type", "google_default"), Map.of()))).isEmpty();
  }

  @Test
  void readsTheFilesOfOurOwnType() {
    Map<String, ?> entry =
        Map.of(
            "type",
            "grpcpool_mtls_jwt",
            "config",
            Map.of("ca_certificate_file", "/nowhere/ca.crt"));

    assertThatThrownBy(() -> credentials.of(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/nowhere/ca.crt");
  }
}
