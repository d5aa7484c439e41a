package io.grpcpool.xds.identity;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Immutable. The clients for whom a resource exists. Equal when the entries are equal.
 *
 * <p>An entry is a namespace ({@code shop}), a ServiceAccount ({@code shop/web}), a SPIFFE id
 * ({@code spiffe://example.org/ns/shop/sa/web}), all SPIFFE ids below a path ({@code
 * spiffe://example.org/ns/shop/*}), or a DNS name of a certificate ({@code dns:web.example.org}).
 */
public final class Audience {

  /** Every client, also one that has proved nothing where the server lets such a one in. */
  public static final Audience EVERYONE = new Audience(Set.of());

  private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
  private static final String NAME = LABEL + "(\\." + LABEL + ")*";
  private static final String SEGMENT = "[A-Za-z0-9_-][A-Za-z0-9._-]*";
  private static final Pattern ENTRY =
      Pattern.compile(
          LABEL
              + "(/"
              + NAME
              + ")?|dns:"
              + NAME
              + "|spiffe://[a-z0-9._-]+((/"
              + SEGMENT
              + ")+(/\\*)?|/\\*)");

  private final Set<String> entries;
  private final List<String> prefixes;

  private Audience(Set<String> entries) {
    this.entries = entries;
    this.prefixes =
        entries.stream()
            .filter(entry -> entry.endsWith("/*"))
            .map(entry -> entry.substring(0, entry.length() - 1))
            .toList();
  }

  /**
   * Those whom at least one of the entries names; everyone if there is no entry.
   *
   * @throws IllegalArgumentException if an entry is none of the forms
   */
  public static Audience of(Collection<String> entries) {
    for (String entry : entries) {
      if (!ENTRY.matcher(entry).matches()) {
        throw new IllegalArgumentException(
            "\""
                + entry
                + "\" names no client; allowed: NAMESPACE, NAMESPACE/ACCOUNT, spiffe://DOMAIN/PATH,"
                + " spiffe://DOMAIN/PATH/*, dns:NAME");
      }
    }
    return entries.isEmpty() ? EVERYONE : new Audience(Set.copyOf(entries));
  }

  /** Whether what is for this audience exists for a client. */
  public boolean admits(ClientIdentity client) {
    return entries.isEmpty() || client.principals().stream().anyMatch(this::names);
  }

  private boolean names(String principal) {
    return entries.contains(principal) || prefixes.stream().anyMatch(principal::startsWith);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Audience that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.isEmpty() ? "everyone" : entries.toString();
  }
}
