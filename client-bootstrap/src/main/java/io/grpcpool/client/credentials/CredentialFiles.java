package io.grpcpool.client.credentials;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The configuration of the channel credentials {@code grpcpool_mtls_jwt}.
 *
 * @param certificateAuthority PEM of those who sign the control plane's certificate; null: those
 *     whom the JVM trusts
 * @param certificate PEM of the client's certificate chain; null: none
 * @param privateKey PEM (PKCS #8) of its key; there exactly if {@code certificate} is
 * @param token a bearer token; null: none
 */
record CredentialFiles(
    @Nullable Path certificateAuthority,
    @Nullable Path certificate,
    @Nullable Path privateKey,
    @Nullable Path token) {

  static final String CA_CERTIFICATE_FILE = "ca_certificate_file";
  static final String CERTIFICATE_FILE = "certificate_file";
  static final String PRIVATE_KEY_FILE = "private_key_file";
  static final String TOKEN_FILE = "token_file";

  /**
   * Reads the configuration; keys that are not known are passed over.
   *
   * @throws IllegalArgumentException if a value is no path of a file that can be read, or one of
   *     certificate and key is missing
   */
  static CredentialFiles of(Map<String, ?> config) {
    CredentialFiles files =
        new CredentialFiles(
            file(config, CA_CERTIFICATE_FILE),
            file(config, CERTIFICATE_FILE),
            file(config, PRIVATE_KEY_FILE),
            file(config, TOKEN_FILE));
    if ((files.certificate == null) != (files.privateKey == null)) {
      throw new IllegalArgumentException(
          name(CERTIFICATE_FILE) + " and " + PRIVATE_KEY_FILE + " go together; one is missing");
    }
    return files;
  }

  private static @Nullable Path file(Map<String, ?> config, String key) {
    Object value = config.get(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text) || !Files.isReadable(Path.of(text))) {
      throw new IllegalArgumentException(
          name(key) + " is \"" + value + "\"; allowed: the path of a file that can be read");
    }
    return Path.of(text);
  }

  private static String name(String key) {
    return "channel_creds " + GrpcpoolCredentialsProvider.NAME + ": " + key;
  }
}
