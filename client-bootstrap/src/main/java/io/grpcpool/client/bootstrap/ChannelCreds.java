package io.grpcpool.client.bootstrap;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. How a client secures its stream to the control plane: an entry of {@code
 * channel_creds}.
 *
 * <p>grpc-java reads the type {@code tls} but not its files: it trusts what the JVM trusts and
 * sends no certificate. Go and C-core use the files (gRFC A65).
 *
 * @param type {@code insecure} or {@code tls}
 * @param caCertificateFile PEM of the authorities that sign the control plane, or null for the
 *     system's
 * @param certificateFile PEM of the client's certificate, or null for none
 * @param privateKeyFile PEM of the client's key; given exactly if {@code certificateFile} is
 */
public record ChannelCreds(
    String type,
    @Nullable String caCertificateFile,
    @Nullable String certificateFile,
    @Nullable String privateKeyFile) {

  public ChannelCreds {
    if (!type.equals("insecure") && !type.equals("tls")) {
      throw new IllegalArgumentException(
          "channel_creds type is \"" + type + "\"; allowed: insecure, tls");
    }
    if ((certificateFile == null) != (privateKeyFile == null)) {
      throw new IllegalArgumentException(
          "certificate file and private key file go together; one of them is missing");
    }
  }

  /** Plaintext: for loopback and for tests. */
  public static ChannelCreds insecure() {
    return new ChannelCreds("insecure", null, null, null);
  }

  /** TLS with the system's authorities and no client certificate. */
  public static ChannelCreds tls() {
    return new ChannelCreds("tls", null, null, null);
  }

  Map<String, Object> toJson() {
    Map<String, Object> config = new LinkedHashMap<>();
    putIfPresent(config, "ca_certificate_file", caCertificateFile);
    putIfPresent(config, "certificate_file", certificateFile);
    putIfPresent(config, "private_key_file", privateKeyFile);
    return config.isEmpty() ? Map.of("type", type) : Map.of("type", type, "config", config);
  }

  private static void putIfPresent(Map<String, Object> config, String key, @Nullable String value) {
    if (value != null) {
      config.put(key, value);
    }
  }
}
