package io.grpcpool.operator.discovery.consul;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Where Consul's HTTP API is.
 *
 * @param all scheme, host and port of each, without a path, in the order of preference; never empty
 */
public record ConsulAddresses(List<URI> all) {
  private static final int DEFAULT_PORT = 8500;
  private static final int DEFAULT_TLS_PORT = 8501;

  public ConsulAddresses {
    all = List.copyOf(all);
  }

  /**
   * Reads {@code HOST}, {@code HOST:PORT}, {@code http://HOST:PORT} or {@code https://HOST:PORT},
   * or several of them with commas between.
   *
   * @param tls what an address without a scheme means
   * @throws IllegalArgumentException for anything else
   */
  static ConsulAddresses parse(String list, boolean tls) {
    List<URI> found = new ArrayList<>();
    for (String text : list.split(",", -1)) {
      URI address = one(text.trim(), tls);
      if (!found.contains(address)) {
        found.add(address);
      }
    }
    return new ConsulAddresses(found);
  }

  boolean anyTls() {
    return all.stream().anyMatch(address -> address.getScheme().equals("https"));
  }

  private static URI one(String text, boolean tls) {
    // Consul's command line: CONSUL_HTTP_SSL=true turns an address without a scheme into https.
    String url = text.contains("://") ? text : (tls ? "https://" : "http://") + text;
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw invalid(text, e);
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    boolean known = scheme.equals("http") || scheme.equals("https");
    if (!known || uri.getHost() == null || !isBare(uri) || uri.getPort() > 0xFFFF) {
      throw invalid(text, null);
    }
    int standard = scheme.equals("https") ? DEFAULT_TLS_PORT : DEFAULT_PORT;
    int port = uri.getPort() > 0 ? uri.getPort() : standard;
    return URI.create(scheme + "://" + uri.getHost() + ":" + port);
  }

  private static boolean isBare(URI uri) {
    boolean noPath = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
    return noPath && uri.getRawQuery() == null && uri.getRawUserInfo() == null;
  }

  private static IllegalArgumentException invalid(String text, @Nullable Throwable cause) {
    // What stands before an @ may be a password.
    String shown = text.replaceAll("^.*@", "…@");
    return new IllegalArgumentException(
        "Consul address (CONSUL_HTTP_ADDR): '"
            + shown
            + "' is not HOST, HOST:PORT, http://HOST:PORT or https://HOST:PORT",
        cause);
  }
}
