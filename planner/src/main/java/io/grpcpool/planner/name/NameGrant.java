package io.grpcpool.planner.name;

import io.grpcpool.planner.PolicyId;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Immutable. What a policy got of the names it asked for.
 *
 * @param listeners the names it serves; empty when it serves none
 * @param conflicts the names that others hold
 */
public record NameGrant(PolicyId id, SortedSet<String> listeners, List<NameConflict> conflicts) {

  /** Immutable. A name that was asked for and the policy that holds it. */
  public record NameConflict(String name, PolicyId holder) {}

  public NameGrant {
    listeners = Collections.unmodifiableSortedSet(new TreeSet<>(listeners));
    conflicts = List.copyOf(conflicts);
  }

  /**
   * Whether the policy is refused: two policies of one namespace that ask for one name are a
   * mistake of one owner, while two namespaces may meet on a bare name without knowing of each
   * other.
   */
  public boolean refused() {
    return conflicts.stream().anyMatch(c -> c.holder().namespace().equals(id.namespace()));
  }
}
