package io.grpcpool.xds.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Confined to the peers' thread. Whom this replica hears, at which address and since when not any
 * more. Each replica counts once, by its id, however many addresses lead to it; this one never.
 */
final class PeerTable {

  /** How long a replica counts after its last word. */
  static final Duration LOST_AFTER = Duration.ofSeconds(10);

  private final String self;
  private final Map<PeerAddress, Heard> heard = new HashMap<>();

  /** Immutable. The last word from an address. */
  record Heard(ReplicaState state, Instant at) {}

  /**
   * @param self the id of this replica
   */
  PeerTable(String self) {
    this.self = self;
  }

  String self() {
    return self;
  }

  /**
   * An address spoke: what it says replaces what it said before, also where another process has
   * taken its place.
   *
   * @return the policies that are no longer as they were, where it speaks for another replica now
   */
  Set<PolicyKey> heard(PeerAddress address, ReplicaState state, Instant at) {
    Heard before = heard.put(address, new Heard(state, at));
    if (before != null && before.state() == state) {
      return Set.of();
    }
    Set<PolicyKey> changed = new HashSet<>(state.policies());
    Optional.ofNullable(before).ifPresent(old -> changed.addAll(old.state().policies()));
    return changed;
  }

  /**
   * Forgets what is too old to count.
   *
   * @return the policies that this takes clients from
   */
  Set<PolicyKey> forgetLost(Instant now) {
    Set<PolicyKey> changed = new HashSet<>();
    heard
        .values()
        .removeIf(
            last -> {
              boolean lost = !now.isBefore(last.at().plus(LOST_AFTER));
              if (lost) {
                changed.addAll(last.state().policies());
              }
              return lost;
            });
    return changed;
  }

  /** The last word from an address; empty where it counts no more. */
  Optional<Heard> find(PeerAddress address) {
    return Optional.ofNullable(heard.get(address));
  }

  /** One state for each other replica, the newest of those that came, in the order of their ids. */
  List<ReplicaState> others() {
    Map<String, Heard> newest = new TreeMap<>();
    for (Heard last : heard.values()) {
      newest.merge(last.state().replica(), last, PeerTable::newer);
    }
    newest.remove(self);
    Collection<Heard> counted = newest.values();
    return counted.stream().map(Heard::state).toList();
  }

  private static Heard newer(Heard a, Heard b) {
    return b.at().isAfter(a.at()) ? b : a;
  }
}
