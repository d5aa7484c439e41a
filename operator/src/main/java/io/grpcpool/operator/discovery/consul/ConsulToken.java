package io.grpcpool.operator.discovery.consul;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe. The ACL token of a request. It goes into a header only: never into a URL, a log line
 * or this object's text.
 */
public abstract sealed class ConsulToken {

  private static final Logger LOG = LoggerFactory.getLogger(ConsulToken.class);

  /** No token: requests run as Consul's anonymous token. */
  public static final ConsulToken NONE = new Literal("");

  private ConsulToken() {}

  /** A token that never changes. */
  public static ConsulToken of(String token) {
    return new Literal(token.trim());
  }

  /**
   * A token in a file that is read anew for each request, so that a rotated token acts at once. A
   * file that cannot be read, or is empty, leaves the last token in use.
   */
  public static ConsulToken inFile(Path file) {
    return new InFile(file);
  }

  static ConsulToken fromEnvironment(Map<String, String> environment) {
    String file = environment.getOrDefault("CONSUL_HTTP_TOKEN_FILE", "");
    return file.isBlank()
        ? of(environment.getOrDefault("CONSUL_HTTP_TOKEN", ""))
        : inFile(Path.of(file));
  }

  /** The token to send now; empty: none. */
  abstract String current();

  private static final class Literal extends ConsulToken {
    private final String token;

    Literal(String token) {
      this.token = token;
    }

    @Override
    String current() {
      return token;
    }

    @Override
    public String toString() {
      return token.isEmpty() ? "no token" : "a token";
    }
  }

  private static final class InFile extends ConsulToken {
    private final Path file;
    private volatile String last = "";
    private volatile String problem = "";

    InFile(Path file) {
      this.file = file;
    }

    @Override
    String current() {
      String found = "";
      String why = "is empty";
      try {
        found = Files.readString(file).trim();
      } catch (IOException e) {
        why = "cannot be read: " + e.getClass().getSimpleName();
      }
      if (!found.isEmpty()) {
        last = found;
        problem = "";
      } else if (!problem.equals(why)) {
        problem = why;
        LOG.warn("consul: token file {} {}; the last token stays in use", file, why);
      }
      return last;
    }

    @Override
    public String toString() {
      return "a token in " + file;
    }
  }
}
