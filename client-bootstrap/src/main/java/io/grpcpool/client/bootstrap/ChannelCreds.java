package io.grpcpool.client.bootstrap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. How a client secures its stream to the control plane, and shows who it is.
 *
 * <p>A client takes the first entry of {@code channel_creds} whose type it knows. With files, Java
 * clients find {@code grpcpool_mtls_jwt} first, which this library brings: grpc-java's own {@code
 * tls} does not read its files. Go and C-core pass it over and take {@code tls} with the files
 * (gRFC A65), and the token where they know {@code call_creds} (gRFC A97).
 *
 * @param type {@code insecure} or {@code tls}
 * @param caCertificateFile PEM of the authorities that sign the control plane, or null for the
 *     system's
 * @param certificateFile PEM of the client's certificate, or null for none
 * @param privateKeyFile PEM of the client's key; given exactly if {@code certificateFile} is
 * @param tokenFile a bearer token, such as that of a projected ServiceAccount volume; or null for
 *     none
 */
public record ChannelCreds(
    String type,
    @Nullable String caCertificateFile,
    @Nullable String certificateFile,
    @Nullable String privateKeyFile,
    @Nullable String tokenFile) {

  public ChannelCreds {
    if (!type.equals("insecure") && !type.equals("tls")) {
      throw new IllegalArgumentException(
          "channel_creds type is \"" + type + "\"; allowed: insecure, tls");
    }
    if ((certificateFile == null) != (privateKeyFile == null)) {
      throw new IllegalArgumentException(
          "certificate file and private key file go together; one of them is missing");
    }
    if (type.equals("insecure") && (caCertificateFile != null || certificateFile != null)) {
      throw new IllegalArgumentException("channel_creds type insecure has files; allowed: none");
    }
    if (type.equals("insecure") && tokenFile != null) {
      throw new IllegalArgumentException(
          "a token is sent over TLS alone; channel_creds type is \"insecure\"");
    }
  }

  /** Plaintext: for loopback and for tests. */
  public static ChannelCreds insecure() {
    return new ChannelCreds("insecure", null, null, null, null);
  }

  /** TLS with the system's authorities, and nothing that says who the client is. */
  public static ChannelCreds tls() {
    return new ChannelCreds("tls", null, null, null, null);
  }

  /** The value of {@code channel_creds}. */
  List<Map<String, Object>> toJson() {
    Map<String, Object> files = new LinkedHashMap<>();
    putIfPresent(files, "ca_certificate_file", caCertificateFile);
    putIfPresent(files, "certificate_file", certificateFile);
    putIfPresent(files, "private_key_file", privateKeyFile);
    Map<String, Object> own = new LinkedHashMap<>(files);
    putIfPresent(own, "token_file", tokenFile);
    List<Map<String, Object>> entries = new ArrayList<>();
    if (!own.isEmpty()) {
      entries.add(entry("grpcpool_mtls_jwt", own));
    }
    entries.add(entry(type, files));
    return entries;
  }

  /** The value of {@code call_creds}, gRFC A97; empty where there is no token. */
  List<Map<String, Object>> callCredsToJson() {
    return tokenFile == null
        ? List.of()
        : List.of(entry("jwt_token_file", Map.of("jwt_token_file", tokenFile)));
  }

  private static Map<String, Object> entry(String type, Map<String, Object> config) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("type", type);
    if (!config.isEmpty()) {
      entry.put("config", config);
    }
    return entry;
  }

  private static void putIfPresent(Map<String, Object> config, String key, @Nullable String value) {
    if (value != null) {
      config.put(key, value);
    }
  }
}
