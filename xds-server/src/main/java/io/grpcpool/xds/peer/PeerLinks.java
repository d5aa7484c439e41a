package io.grpcpool.xds.peer;

import io.grpc.ManagedChannel;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Confined to the peers' thread. One link for each address, but for those that are this replica.
 */
final class PeerLinks {

  /** The most replicas that one talks to. */
  static final int MAX_PEERS = 64;

  private final Function<PeerAddress, ManagedChannel> dial;
  private final PeerEvents events;
  private final Map<PeerAddress, PeerLink> links = new HashMap<>();
  private final Set<PeerAddress> self = new HashSet<>();
  private Set<PeerAddress> wanted = Set.of();

  PeerLinks(Function<PeerAddress, ManagedChannel> dial, PeerEvents events) {
    this.dial = dial;
    this.events = events;
  }

  /** The addresses that discovery has now; it may lack one that is still heard. */
  void wanted(Set<PeerAddress> addresses) {
    wanted = Set.copyOf(addresses);
    self.retainAll(wanted);
    wanted.stream()
        .filter(address -> !self.contains(address))
        .sorted(Comparator.comparing(PeerAddress::toString))
        .limit(MAX_PEERS)
        .forEach(
            address -> links.computeIfAbsent(address, a -> new PeerLink(a, dial.apply(a), events)));
  }

  /** Every second. */
  void tick(Instant now) {
    for (Map.Entry<PeerAddress, PeerLink> entry : List.copyOf(links.entrySet())) {
      PeerAddress address = entry.getKey();
      PeerLink link = entry.getValue();
      if (link.replica().filter(events.self()::equals).isPresent()) {
        self.add(address);
        drop(address, link);
      } else if (!wanted.contains(address) && !link.isUp()) {
        drop(address, link);
      } else {
        link.tick(now);
      }
    }
  }

  /** The addresses that are called, in order. */
  List<PeerAddress> addresses() {
    return links.keySet().stream().sorted(Comparator.comparing(PeerAddress::toString)).toList();
  }

  boolean isUp(PeerAddress address) {
    PeerLink link = links.get(address);
    return link != null && link.isUp();
  }

  void close() {
    links.values().forEach(PeerLink::close);
    links.clear();
  }

  private void drop(PeerAddress address, PeerLink link) {
    links.remove(address);
    link.close();
  }
}
