package io.grpcpool.policy;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stateless. The one rule for the address of a backend, for every source: an IP literal and a port.
 * One bad endpoint makes gRPC clients refuse all endpoints of its cluster ("Address is not an IP"),
 * so each is checked before it is published. Nothing is looked up in DNS.
 */
public final class EndpointAddress {

  private static final int MAX_PORT = 65_535;
  private static final int V4_BYTES = 4;
  private static final int V6_GROUPS = 8;
  private static final int MAX_BYTE = 255;
  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

  private EndpointAddress() {}

  /**
   * Why an endpoint cannot be used.
   *
   * @param address as the source has it; null or empty: none
   * @param port as the source has it; null: none
   * @return empty if it can be used, else one sentence with the field, its value and what is
   *     allowed
   */
  public static Optional<String> check(@Nullable String address, @Nullable Integer port) {
    return checkAddress(address).or(() -> checkPort(port));
  }

  private static Optional<String> checkAddress(@Nullable String address) {
    if (address == null || address.isBlank()) {
      return Optional.of("address is missing: must be an IPv4 or IPv6 address");
    }
    if (address.startsWith("[")) {
      return refused(address, "must be written without brackets");
    }
    if (address.indexOf('%') >= 0) {
      return refused(address, "must have no zone id: it means nothing on another machine");
    }
    boolean v4 = isV4(address);
    if (!v4 && !isV6(address)) {
      return refused(address, "must be an IPv4 or IPv6 address; host names are not resolved");
    }
    return isUnspecified(address)
        ? refused(address, "must not be the unspecified address")
        : Optional.empty();
  }

  private static Optional<String> checkPort(@Nullable Integer port) {
    if (port == null) {
      return Optional.of("port is missing: must be 1 to 65535");
    }
    return port < 1 || port > MAX_PORT
        ? Optional.of("port " + port + ": must be 1 to 65535")
        : Optional.empty();
  }

  private static Optional<String> refused(String address, String rule) {
    return Optional.of("address \"" + Violation.shortened(address) + "\": " + rule);
  }

  private static boolean isV4(String address) {
    String[] bytes = address.split("\\.", -1);
    return bytes.length == V4_BYTES
        && Arrays.stream(bytes)
            .allMatch(
                part -> DECIMAL.matcher(part).matches() && Integer.parseInt(part) <= MAX_BYTE);
  }

  /**
   * RFC 4291, section 2.2: eight groups, one run of zeros as {@code ::}, the tail maybe as IPv4.
   */
  private static boolean isV6(String address) {
    int gap = address.indexOf("::");
    if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    if (gap < 0) {
      return groups(address, true) == V6_GROUPS;
    }
    int before = groups(address.substring(0, gap), false);
    int after = groups(address.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after < V6_GROUPS;
  }

  /** How many 16-bit groups the text holds; -1 if it holds anything else. */
  private static int groups(String text, boolean mayEndInV4) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (GROUP.matcher(parts[i]).matches()) {
        count++;
      } else if (mayEndInV4 && i == parts.length - 1 && isV4(parts[i])) {
        count += 2;
      } else {
        return -1;
      }
    }
    return count;
  }

  /** Of a literal that is known to be one: nothing in it but zeros and separators. */
  private static boolean isUnspecified(String literal) {
    return literal.chars().allMatch(c -> c == '0' || c == '.' || c == ':');
  }
}
