package io.grpcpool.client.consul;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Where the agent of this node listens, and the ACL token that it is shown.
 *
 * @param token empty: none
 * @param tokenFile wins over the token, and is read anew for each request
 */
record AgentSettings(URI address, String token, @Nullable Path tokenFile) {
  private static final int DEFAULT_PORT = 8500;

  /** What is given, else Consul's own variables, else the agent on this machine. */
  static AgentSettings of(
      String agent, String token, @Nullable Path tokenFile, Map<String, String> environment) {
    String address = first(agent, environment.get("CONSUL_HTTP_ADDR"), "127.0.0.1");
    boolean tls = "true".equalsIgnoreCase(environment.get("CONSUL_HTTP_SSL"));
    String variable = environment.getOrDefault("CONSUL_HTTP_TOKEN_FILE", "");
    boolean given = tokenFile != null || !token.isEmpty();
    Path file = given || variable.isBlank() ? tokenFile : Path.of(variable);
    String text = first(token, environment.get("CONSUL_HTTP_TOKEN"), "");
    return new AgentSettings(uri(address, tls), text, file);
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
    int port = uri.getPort() > 0 ? uri.getPort() : DEFAULT_PORT;
    return URI.create(uri.getScheme() + "://" + uri.getHost() + ":" + port);
  }

  private static String first(String given, @Nullable String fromEnvironment, String otherwise) {
    if (!given.isBlank()) {
      return given;
    }
    return fromEnvironment == null || fromEnvironment.isBlank() ? otherwise : fromEnvironment;
  }
}
