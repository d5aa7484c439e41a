package io.grpcpool.planner.select;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointProblem;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.plan.EndpointPlan;
import io.grpcpool.planner.plan.LocalityGroup;
import io.grpcpool.planner.route.EndpointRules;
import io.grpcpool.planner.route.TrackView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Immutable. Which endpoints each track gets and which of them take calls.
 *
 * @param tracks in the order of the tracks
 * @param endpoints all endpoints of the service, sorted by id
 * @param problems those that are left out, and why
 * @param panic whether health is not believed
 * @param healthy healthy endpoints of those that were counted
 * @param counted endpoints that the panic threshold was judged over
 */
public record Selection(
    List<Members> tracks,
    List<EndpointPlan> endpoints,
    List<EndpointProblem> problems,
    boolean panic,
    int healthy,
    int counted) {

  /** A source's order is not promised, and every replica must come to the same bytes. */
  private static final Comparator<Endpoint> BY_ID =
      Comparator.comparing(Endpoint::id)
          .thenComparing(Endpoint::address)
          .thenComparing(Endpoint::port);

  /**
   * Immutable. The endpoints of one track.
   *
   * @param matched what the selector matches, including what a narrower track won
   * @param total what the track got
   * @param usable what takes calls
   * @param zones the localities by the zone of the clients that prefer their own; empty: all alike
   */
  public record Members(
      int matched,
      int total,
      int usable,
      List<LocalityGroup> localities,
      SortedMap<String, List<LocalityGroup>> zones) {
    public Members {
      localities = List.copyOf(localities);
      zones = Collections.unmodifiableSortedMap(new TreeMap<>(zones));
    }

    /** Whether zones were asked for, and are too many to be told apart. */
    public boolean tooManyZones() {
      return zones.isEmpty() && ZonePreference.tooManyZones(localities);
    }
  }

  public Selection {
    tracks = List.copyOf(tracks);
    endpoints = List.copyOf(endpoints);
    problems = List.copyOf(problems);
  }

  /** Selects from a service's endpoints; costs the number of endpoints times that of tracks. */
  public static Selection of(EndpointsView view, EndpointRules rules, List<TrackView> tracks) {
    List<Endpoint> ofService =
        view.endpoints().stream()
            .filter(e -> e.tags().containsAll(rules.tags()))
            .sorted(BY_ID)
            .toList();
    Deduplication distinct = Deduplication.of(ofService);
    TrackMembers members = TrackMembers.of(distinct.endpoints(), tracks);
    List<List<Endpoint>> groups = new ArrayList<>(members.byTrack());
    groups.add(members.unselected());
    HealthJudgement health = HealthJudgement.of(groups, rules);

    LocalityGrouping grouping = new LocalityGrouping(rules.datacenters());
    List<Members> selected = new ArrayList<>();
    List<EndpointPlan> endpoints = new ArrayList<>();
    for (int i = 0; i < tracks.size(); i++) {
      List<Endpoint> usable = health.usable().get(i);
      List<Endpoint> all = members.byTrack().get(i);
      List<LocalityGroup> localities = grouping.group(usable);
      selected.add(
          new Members(
              members.matched().get(i),
              all.size(),
              usable.size(),
              localities,
              rules.preferSameZone() ? ZonePreference.of(localities) : new TreeMap<>()));
      Set<Endpoint> taking = new HashSet<>(usable);
      String track = tracks.get(i).name();
      all.forEach(e -> endpoints.add(new EndpointPlan(e, track, taking.contains(e))));
    }
    members.unselected().forEach(e -> endpoints.add(new EndpointPlan(e, "", false)));
    endpoints.sort(Comparator.comparing(EndpointPlan::endpoint, BY_ID));

    List<EndpointProblem> problems = new ArrayList<>(view.problems());
    problems.addAll(distinct.problems());
    return new Selection(
        selected, endpoints, problems, health.panic(), health.healthy(), health.counted());
  }
}
