package io.grpcpool.client.credentials;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Thread-safe. The credentials of a bootstrap's {@code channel_creds} for a channel of our own to
 * the control plane: as in grpc-java, the first entry of a known type holds.
 */
public final class ControlPlaneCredentials {

  private final GrpcpoolCredentialsProvider files = new GrpcpoolCredentialsProvider();

  /**
   * @param channelCreds entries with {@code type} and {@code config}
   * @return empty if no entry is of a known type
   * @throws IllegalArgumentException if the files of an entry cannot be used
   */
  public Optional<ChannelCredentials> of(List<Map<String, ?>> channelCreds) {
    return channelCreds.stream().flatMap(entry -> of(entry).stream()).findFirst();
  }

  private Optional<ChannelCredentials> of(Map<String, ?> entry) {
    return switch (String.valueOf(entry.get("type"))) {
      case "insecure" -> Optional.of(InsecureChannelCredentials.create());
      case "tls" -> Optional.of(TlsChannelCredentials.create());
      case GrpcpoolCredentialsProvider.NAME ->
          Optional.of(files.newChannelCredentials(config(entry)));
      default -> Optional.empty();
    };
  }

  @SuppressWarnings("unchecked") // a JSON object's keys are strings
  private static Map<String, ?> config(Map<String, ?> entry) {
    return entry.get("config") instanceof Map<?, ?> config ? (Map<String, ?>) config : Map.of();
  }
}
