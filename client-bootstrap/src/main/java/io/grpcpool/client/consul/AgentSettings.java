package io.grpcpool.client.consul;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Where the agent of this node listens, and the ACL token that it is shown.
 *
 * @param token empty: none
 * @param tokenFile wins over the token, and is read anew for each request
 */
record AgentSettings(URI address, String token, @Nullable Path tokenFile, AgentTls tls) {
  private static final int DEFAULT_PORT = 8500;
  private static final int DEFAULT_TLS_PORT = 8501;

  /** What Consul's own command line takes as true. */
  private static final Set<String> TRUE = Set.of("1", "t", "true");

  /** What is given, else Consul's own variables, else the agent on this machine. */
  static AgentSettings of(
      String agent,
      String token,
      @Nullable Path tokenFile,
      AgentTls tls,
      Map<String, String> environment) {
    String address = first(agent, environment.get("CONSUL_HTTP_ADDR"), "127.0.0.1");
    boolean https =
        TRUE.contains(environment.getOrDefault("CONSUL_HTTP_SSL", "").toLowerCase(Locale.ROOT));
    String variable = environment.getOrDefault("CONSUL_HTTP_TOKEN_FILE", "");
    boolean given = tokenFile != null || !token.isEmpty();
    Path file = given || variable.isBlank() ? tokenFile : Path.of(variable);
    String text = first(token, environment.get("CONSUL_HTTP_TOKEN"), "");
    return new AgentSettings(uri(address, https), text, file, tls.or(environment));
  }

  /** The token to send now; empty: none. */
  String currentToken() {
    if (tokenFile == null) {
      return token;
    }
    try {
      return Files.readString(tokenFile).trim();
    } catch (IOException e) {
      throw new UncheckedIOException("token file " + tokenFile + " cannot be read", e);
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return address.toString();
  }

  private static URI uri(String text, boolean tls) {
    String url = text.contains("://") ? text : (tls ? "https://" : "http://") + text;
    URI uri = URI.create(url);
    if (uri.getHost() == null || !uri.getScheme().matches("https?")) {
      throw new IllegalArgumentException(
          "agent: '" + text + "' is not HOST, HOST:PORT, http://HOST:PORT or https://HOST:PORT");
    }
    int standard = uri.getScheme().equals("https") ? DEFAULT_TLS_PORT : DEFAULT_PORT;
    int port = uri.getPort() > 0 ? uri.getPort() : standard;
    return URI.create(uri.getScheme() + "://" + uri.getHost() + ":" + port);
  }

  private static String first(String given, @Nullable String fromEnvironment, String otherwise) {
    if (!given.isBlank()) {
      return given;
    }
    return fromEnvironment == null || fromEnvironment.isBlank() ? otherwise : fromEnvironment;
  }
}
