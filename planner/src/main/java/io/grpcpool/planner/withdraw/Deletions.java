package io.grpcpool.planner.withdraw;

import io.grpcpool.planner.PolicyId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Confined to the planner thread. What becomes of deleted policies. Each is served unchanged for
 * its grace; then its endpoints are withdrawn, so that pools finish their calls and new calls fail
 * at once; then its names are absent.
 *
 * <p>Where half or more of at least four policies vanish within ten seconds, an accident is more
 * likely than a wish (an unmounted folder, a wrong namespace): nothing of them is withdrawn until a
 * person confirms or they come back.
 */
public final class Deletions {

  /** How far a deleted policy is withdrawn. */
  public enum Stage {
    /** Served as it was. */
    SERVED,
    /** Its clusters are empty. */
    EMPTIED,
    /** Nothing of it is left. */
    GONE
  }

  /** Deletions within this time count as one event. */
  public static final Duration WINDOW = Duration.ofSeconds(10);

  /** How long clients have to let go of emptied clusters before the names go. */
  public static final Duration EMPTIED_FOR = Duration.ofSeconds(60);

  private static final int FEWEST = 4;

  private record Deletion(Instant at, Duration grace, boolean held) {
    Deletion hold() {
      return new Deletion(at, grace, true);
    }

    Deletion release(Instant now) {
      return new Deletion(now, grace, false);
    }

    Instant emptiedAt() {
      return at.plus(grace);
    }

    Instant goneAt() {
      return emptiedAt().plus(EMPTIED_FOR);
    }

    Stage stage(Instant now) {
      if (held || now.isBefore(emptiedAt())) {
        return Stage.SERVED;
      }
      return now.isBefore(goneAt()) ? Stage.EMPTIED : Stage.GONE;
    }
  }

  private final Set<PolicyId> present = new HashSet<>();
  private final Map<PolicyId, Deletion> deletions = new HashMap<>();

  /** A policy is there, for the first time or again: nothing of it is withdrawn. */
  public void present(PolicyId id) {
    deletions.remove(id);
    present.add(id);
  }

  /**
   * A policy was deleted. One that is not known is none.
   *
   * @param grace how long it is served unchanged
   */
  public void deleted(PolicyId id, Duration grace, Instant now) {
    if (!present.remove(id)) {
      return;
    }
    deletions.put(id, new Deletion(now, grace, false));
    Set<PolicyId> vanished = new HashSet<>();
    deletions.forEach(
        (other, deletion) -> {
          if (deletion.at().plus(WINDOW).isAfter(now)) {
            vanished.add(other);
          }
        });
    int known = present.size() + vanished.size();
    if (known >= FEWEST && 2 * vanished.size() >= known) {
      vanished.forEach(other -> deletions.computeIfPresent(other, (k, d) -> d.hold()));
    }
  }

  /** A person confirms what is held: each held policy's grace starts now. */
  public void confirm(Instant now) {
    deletions.replaceAll((id, deletion) -> deletion.held() ? deletion.release(now) : deletion);
  }

  /** The deleted policies that wait for a person. */
  public SortedSet<PolicyId> held() {
    SortedSet<PolicyId> held = new TreeSet<>();
    deletions.forEach(
        (id, deletion) -> {
          if (deletion.held()) {
            held.add(id);
          }
        });
    return Collections.unmodifiableSortedSet(held);
  }

  /** How far a policy is withdrawn; SERVED for one that is present, GONE for one never known. */
  public Stage stage(PolicyId id, Instant now) {
    Deletion deletion = deletions.get(id);
    if (deletion != null) {
      return deletion.stage(now);
    }
    return present.contains(id) ? Stage.SERVED : Stage.GONE;
  }

  /** When the next policy changes its stage, if time alone will change one. */
  public Optional<Instant> nextChange(Instant now) {
    return deletions.values().stream()
        .filter(deletion -> !deletion.held() && deletion.stage(now) != Stage.GONE)
        .map(d -> d.stage(now) == Stage.SERVED ? d.emptiedAt() : d.goneAt())
        .min(Comparator.naturalOrder());
  }

  /**
   * Forgets the policies that are gone.
   *
   * @return those that were forgotten
   */
  public SortedSet<PolicyId> forgetGone(Instant now) {
    SortedSet<PolicyId> gone = new TreeSet<>();
    deletions.forEach(
        (id, deletion) -> {
          if (deletion.stage(now) == Stage.GONE) {
            gone.add(id);
          }
        });
    deletions.keySet().removeAll(gone);
    return gone;
  }
}
