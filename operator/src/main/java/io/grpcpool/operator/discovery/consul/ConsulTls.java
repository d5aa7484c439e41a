package io.grpcpool.operator.discovery.consul;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Whom to trust and who we are, where Consul is reached by https.
 *
 * @param authorities a PEM file, or a folder of PEM files; null: the JDK's own
 * @param clientCertificate a PEM file with the client's chain; null: none is shown
 * @param clientKey its unencrypted key in PEM
 * @param serverName the name that the server's certificate must bear; null: the host of the address
 * @param verify false trusts any certificate and any name: for trials only
 */
public record ConsulTls(
    @Nullable Path authorities,
    @Nullable Path clientCertificate,
    @Nullable Path clientKey,
    @Nullable String serverName,
    boolean verify) {

  /** The JDK's authorities, no client certificate. */
  public static final ConsulTls DEFAULT = new ConsulTls(null, null, null, null, true);

  public ConsulTls {
    if ((clientCertificate == null) != (clientKey == null)) {
      throw new IllegalArgumentException(
          "CONSUL_CLIENT_CERT and CONSUL_CLIENT_KEY must be given together");
    }
  }

  static ConsulTls fromEnvironment(Map<String, String> environment) {
    Path file = path(environment, "CONSUL_CACERT");
    String name = environment.getOrDefault("CONSUL_TLS_SERVER_NAME", "").trim();
    return new ConsulTls(
        file != null ? file : path(environment, "CONSUL_CAPATH"),
        path(environment, "CONSUL_CLIENT_CERT"),
        path(environment, "CONSUL_CLIENT_KEY"),
        name.isEmpty() ? null : name,
        ConsulSettings.flag(environment, "CONSUL_HTTP_SSL_VERIFY", true));
  }

  private static @Nullable Path path(Map<String, String> environment, String name) {
    String text = environment.getOrDefault(name, "");
    return text.isBlank() ? null : Path.of(text);
  }
}
