package io.grpcpool.xds.identity;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Immutable. Who a client is, as far as it has proved that. What a node says of itself proves
 * nothing.
 *
 * @param name how debug pages show it; empty: it has proved nothing
 * @param principals everything that an {@link Audience} may name it by
 */
public record ClientIdentity(String name, Set<String> principals) {

  /** A client that has proved nothing. */
  public static final ClientIdentity ANONYMOUS = new ClientIdentity("", Set.of());

  /** Copies the principals. */
  public ClientIdentity {
    principals = Set.copyOf(principals);
  }

  /** A Kubernetes ServiceAccount: it may be named by itself and by its namespace. */
  public static ClientIdentity serviceAccount(String namespace, String account) {
    String name = namespace + "/" + account;
    return new ClientIdentity(name, Set.of(name, namespace));
  }

  /** Who has proved to be both. */
  ClientIdentity and(ClientIdentity other) {
    Set<String> both = new LinkedHashSet<>(principals);
    both.addAll(other.principals);
    return new ClientIdentity(name, both);
  }
}
