package io.grpcpool.operator.discovery.consul;

import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * Immutable. What Consul says of an answer in its headers.
 *
 * @param index at least 1: a missing, zero or unreadable one counts as 1, so that no loop runs
 *     without waiting (developer.hashicorp.com/consul/api-docs/features/blocking)
 * @param knownLeader true where the server says nothing
 * @param lastContactMillis 0 where the server says nothing
 * @param aclFiltered entries were left out for want of permissions
 * @param defaultDeny what no policy allows is denied
 */
record ReplyHeaders(
    long index,
    boolean streaming,
    boolean knownLeader,
    long lastContactMillis,
    boolean aclFiltered,
    boolean defaultDeny) {

  static ReplyHeaders of(HttpHeaders headers) {
    return new ReplyHeaders(
        number(headers, "X-Consul-Index").filter(index -> index > 0).orElse(1L),
        is(headers, "X-Consul-Query-Backend", "streaming"),
        !is(headers, "X-Consul-KnownLeader", "false"),
        number(headers, "X-Consul-LastContact").orElse(0L),
        is(headers, "X-Consul-Results-Filtered-By-ACLs", "true"),
        is(headers, "X-Consul-Default-ACL-Policy", "deny"));
  }

  private static boolean is(HttpHeaders headers, String name, String value) {
    return headers.firstValue(name).map(String::trim).filter(value::equalsIgnoreCase).isPresent();
  }

  /** Above 2⁶³ is no index of a real catalogue: waiting on it would miss every change. */
  private static Optional<Long> number(HttpHeaders headers, String name) {
    return headers
        .firstValue(name)
        .map(String::trim)
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(Long::parseLong);
  }
}
