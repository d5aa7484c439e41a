package io.grpcpool.planner.name;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.name.NameGrant.NameConflict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the planner thread. Which policy holds which name. A change costs what it touches:
 * the policies that ask for the same names, whatever the number of others.
 *
 * <p>The long name {@code target.namespace} goes before every bare name and alias of the same
 * spelling; among equals the senior policy wins.
 */
public final class NameClaims {

  private record Claimant(boolean isLong, Seniority seniority, PolicyId id)
      implements Comparable<Claimant> {
    private static final Comparator<Claimant> ORDER =
        Comparator.comparing((Claimant c) -> !c.isLong())
            .thenComparing(Claimant::seniority)
            .thenComparing(Claimant::id);

    @Override
    public int compareTo(Claimant other) {
      return ORDER.compare(this, other);
    }
  }

  private boolean bareNames;
  private final Map<PolicyId, NameClaim> claims = new HashMap<>();
  private final Map<String, TreeSet<Claimant>> claimants = new HashMap<>();

  /**
   * @param bareNames whether policies get their bare target besides {@code target.namespace};
   *     aliases are written out by somebody and are granted either way
   */
  public NameClaims(boolean bareNames) {
    this.bareNames = bareNames;
  }

  /**
   * Changes whether policies get their bare target; costs the number of policies.
   *
   * @return the policies whose grant is another now
   */
  public SortedSet<PolicyId> bareNames(boolean granted) {
    SortedSet<PolicyId> changed = new TreeSet<>();
    if (granted == bareNames) {
      return changed;
    }
    Map<PolicyId, NameGrant> before = new HashMap<>();
    claims.keySet().forEach(id -> before.put(id, grant(id)));
    claims.values().forEach(this::withdrawAll);
    bareNames = granted;
    claims.values().forEach(this::enterAll);
    before.forEach(
        (id, grant) -> {
          if (!grant(id).equals(grant)) {
            changed.add(id);
          }
        });
    return changed;
  }

  /**
   * Adds a policy's claim, or replaces it.
   *
   * @return the policies whose grant is another now, this one included if it is
   */
  public SortedSet<PolicyId> put(NameClaim claim) {
    NameClaim old = claims.get(claim.id());
    if (claim.equals(old)) {
      return new TreeSet<>();
    }
    return change(claim.id(), old, claim);
  }

  /**
   * Takes a policy's claim back.
   *
   * @return the other policies whose grant is another now
   */
  public SortedSet<PolicyId> remove(PolicyId id) {
    NameClaim old = claims.get(id);
    return old == null ? new TreeSet<>() : change(id, old, null);
  }

  /** What a policy holds; nothing where it has no claim. */
  public NameGrant grant(PolicyId id) {
    NameClaim claim = claims.get(id);
    if (claim == null) {
      return new NameGrant(id, new TreeSet<>(), List.of());
    }
    SortedSet<String> won = new TreeSet<>();
    List<NameConflict> lost = new ArrayList<>();
    for (String name : names(claim).keySet()) {
      PolicyId holder = holder(name).orElse(id);
      if (holder.equals(id)) {
        won.add(name);
      } else {
        lost.add(new NameConflict(name, holder));
      }
    }
    return new NameGrant(id, won, lost);
  }

  private SortedSet<PolicyId> change(
      PolicyId id, @Nullable NameClaim old, @Nullable NameClaim claim) {
    NameGrant grantBefore = grant(id);
    Set<String> touched = new LinkedHashSet<>();
    touched.addAll(names(old).keySet());
    touched.addAll(names(claim).keySet());
    Map<String, PolicyId> holdersBefore = new HashMap<>();
    touched.forEach(name -> holder(name).ifPresent(h -> holdersBefore.put(name, h)));

    if (old != null) {
      withdrawAll(old);
    }
    if (claim == null) {
      claims.remove(id);
    } else {
      enterAll(claim);
      claims.put(id, claim);
    }

    SortedSet<PolicyId> changed = new TreeSet<>();
    for (String name : touched) {
      if (!Objects.equals(holder(name).orElse(null), holdersBefore.get(name))) {
        claimants.getOrDefault(name, new TreeSet<>()).forEach(c -> changed.add(c.id()));
      }
    }
    changed.remove(id);
    if (claim != null && !grant(id).equals(grantBefore)) {
      changed.add(id);
    }
    return changed;
  }

  private Optional<PolicyId> holder(String name) {
    TreeSet<Claimant> all = claimants.get(name);
    return all == null ? Optional.empty() : Optional.of(all.first().id());
  }

  private void enterAll(NameClaim claim) {
    names(claim).forEach((name, isLong) -> enter(name, claimant(isLong, claim)));
  }

  private void withdrawAll(NameClaim claim) {
    names(claim).forEach((name, isLong) -> withdraw(name, claimant(isLong, claim)));
  }

  private void enter(String name, Claimant claimant) {
    claimants.computeIfAbsent(name, n -> new TreeSet<>()).add(claimant);
  }

  private void withdraw(String name, Claimant claimant) {
    claimants.computeIfPresent(
        name,
        (n, all) -> {
          all.remove(claimant);
          return all.isEmpty() ? null : all;
        });
  }

  /** The names of a claim, each with whether it is the long one. */
  private Map<String, Boolean> names(@Nullable NameClaim claim) {
    Map<String, Boolean> names = new LinkedHashMap<>();
    if (claim == null) {
      return names;
    }
    names.put(ResourceNames.longListener(claim.target(), claim.id().namespace()), true);
    if (bareNames) {
      names.putIfAbsent(claim.target(), false);
    }
    claim.aliases().forEach(alias -> names.putIfAbsent(alias, false));
    return names;
  }

  private static Claimant claimant(boolean isLong, NameClaim claim) {
    return new Claimant(isLong, claim.seniority(), claim.id());
  }
}
