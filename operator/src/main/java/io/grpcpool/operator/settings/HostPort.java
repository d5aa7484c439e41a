package io.grpcpool.operator.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Immutable. Where something is reached.
 *
 * @param host a name or an address, without brackets
 * @param port 1 to 65,535
 */
public record HostPort(String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9][A-Za-z0-9.-]*)):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

  /**
   * Reads {@code HOST:PORT} or {@code [IPV6]:PORT}; empty for anything else. A host has letters,
   * digits, dots and hyphens: others, such as an underscore, cannot be dialled (RFC 3986, as {@link
   * java.net.URI} takes it).
   */
  public static Optional<HostPort> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String host = form.group(1) == null ? form.group(2) : form.group(1);
    int port = Integer.parseInt(form.group(3));
    return port < 1 || port > MAX_PORT ? Optional.empty() : Optional.of(new HostPort(host, port));
  }
}
