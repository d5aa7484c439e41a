package io.grpcpool.operator.discovery.consul;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * Immutable. How Consul is reached and how it is watched.
 *
 * @param address scheme, host and port of an agent or a server, without a path
 * @param namespace sent as {@code ns=} when not empty; the community edition refuses any with 400
 * @param partition sent as {@code partition=} when not empty; Enterprise only as well
 */
public record ConsulSettings(
    URI address,
    ConsulToken token,
    ConsulTls tls,
    String namespace,
    String partition,
    WatchLimits limits,
    InstanceRules instances) {

  private static final int DEFAULT_PORT = 8500;
  private static final int DEFAULT_TLS_PORT = 8501;

  /** The agent on this machine, {@code http://127.0.0.1:8500}, without a token. */
  public static ConsulSettings defaults() {
    return new ConsulSettings(
        URI.create("http://127.0.0.1:" + DEFAULT_PORT),
        ConsulToken.NONE,
        ConsulTls.DEFAULT,
        "",
        "",
        WatchLimits.defaults(),
        InstanceRules.DEFAULT);
  }

  /**
   * Reads the variables of Consul's own command line (developer.hashicorp.com/consul/commands):
   * {@code CONSUL_HTTP_ADDR}, {@code CONSUL_HTTP_SSL}, {@code CONSUL_HTTP_SSL_VERIFY}, {@code
   * CONSUL_HTTP_TOKEN}, {@code CONSUL_HTTP_TOKEN_FILE} (wins over the token, and is read anew for
   * each request), {@code CONSUL_CACERT}, {@code CONSUL_CAPATH}, {@code CONSUL_CLIENT_CERT}, {@code
   * CONSUL_CLIENT_KEY}, {@code CONSUL_NAMESPACE}, {@code CONSUL_PARTITION}.
   *
   * @throws IllegalArgumentException naming the variable that cannot be used, and why
   */
  public static ConsulSettings fromEnvironment(Map<String, String> environment) {
    refuse(environment, "CONSUL_HTTP_AUTH", "use CONSUL_HTTP_TOKEN");
    refuse(environment, "CONSUL_TLS_SERVER_NAME", "use an address that the certificate names");
    boolean tls = flag(environment, "CONSUL_HTTP_SSL", false);
    String address = environment.getOrDefault("CONSUL_HTTP_ADDR", "");
    ConsulSettings base = defaults();
    return new ConsulSettings(
        address(address.isBlank() ? "127.0.0.1" : address, tls),
        ConsulToken.fromEnvironment(environment),
        ConsulTls.fromEnvironment(environment),
        environment.getOrDefault("CONSUL_NAMESPACE", ""),
        environment.getOrDefault("CONSUL_PARTITION", ""),
        base.limits(),
        base.instances());
  }

  /**
   * The same settings with another address.
   *
   * @param hostAndPort {@code HOST}, {@code HOST:PORT} or a URL of http or https; without a scheme
   *     the present one is kept
   * @throws IllegalArgumentException for anything else
   */
  public ConsulSettings withAddress(String hostAndPort) {
    URI parsed = address(hostAndPort, "https".equals(address.getScheme()));
    return new ConsulSettings(parsed, token, tls, namespace, partition, limits, instances);
  }

  /** The same settings with another token. */
  public ConsulSettings withToken(ConsulToken other) {
    return new ConsulSettings(address, other, tls, namespace, partition, limits, instances);
  }

  /** The same settings with other limits. */
  public ConsulSettings withLimits(WatchLimits other) {
    return new ConsulSettings(address, token, tls, namespace, partition, other, instances);
  }

  /** The same settings with other rules for instances. */
  public ConsulSettings withInstances(InstanceRules other) {
    return new ConsulSettings(address, token, tls, namespace, partition, limits, other);
  }

  private static URI address(String text, boolean tls) {
    String trimmed = text.trim();
    String url = trimmed.contains("://") ? trimmed : (tls ? "https://" : "http://") + trimmed;
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw invalid(text, e);
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    boolean known = scheme.equals("http") || scheme.equals("https");
    boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
    if (!known || uri.getHost() == null || !bare || uri.getPort() > 0xFFFF) {
      throw invalid(text, null);
    }
    // Consul's command line: CONSUL_HTTP_SSL=true turns an address without a scheme into https.
    String effective = tls && !trimmed.contains("://") ? "https" : scheme;
    int standard = effective.equals("https") ? DEFAULT_TLS_PORT : DEFAULT_PORT;
    int port = uri.getPort() > 0 ? uri.getPort() : standard;
    return URI.create(effective + "://" + uri.getHost() + ":" + port);
  }

  private static IllegalArgumentException invalid(
      String text, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalArgumentException(
        "Consul address (CONSUL_HTTP_ADDR): '"
            + text
            + "' is not HOST, HOST:PORT, http://HOST:PORT or https://HOST:PORT",
        cause);
  }

  private static void refuse(Map<String, String> environment, String name, String instead) {
    if (!environment.getOrDefault(name, "").isBlank()) {
      throw new IllegalArgumentException(name + " is not supported: " + instead);
    }
  }

  static boolean flag(Map<String, String> environment, String name, boolean otherwise) {
    String text = environment.getOrDefault(name, "").trim().toLowerCase(Locale.ROOT);
    return switch (text) {
      case "" -> otherwise;
      case "1", "t", "true" -> true;
      case "0", "f", "false" -> false;
      default -> throw new IllegalArgumentException(name + ": '" + text + "' is not true or false");
    };
  }
}
