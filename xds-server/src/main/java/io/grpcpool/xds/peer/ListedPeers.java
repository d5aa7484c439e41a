package io.grpcpool.xds.peer;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Immutable. Replicas that are written down; each has a certificate for the host it is written
 * with.
 */
public record ListedPeers(Set<PeerAddress> find) implements PeerDiscovery {

  /** Copies the addresses. */
  public ListedPeers {
    find = Set.copyOf(find);
  }

  @Override
  public Set<String> names() {
    return find.stream().map(PeerAddress::name).collect(Collectors.toUnmodifiableSet());
  }
}
