package io.grpcpool.planner;

import io.grpcpool.planner.PlanResult.Planned;
import io.grpcpool.planner.PlanResult.Rejected;
import io.grpcpool.planner.PlanResult.Waiting;
import io.grpcpool.planner.name.NameGrant;
import io.grpcpool.planner.name.ResourceNames;
import io.grpcpool.planner.plan.ClusterPlan;
import io.grpcpool.planner.plan.Discovery;
import io.grpcpool.planner.plan.MatchRoute;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.RoutePlan;
import io.grpcpool.planner.plan.TrackPlan;
import io.grpcpool.planner.plan.WeightedCluster;
import io.grpcpool.planner.route.MatchView;
import io.grpcpool.planner.route.RouteView;
import io.grpcpool.planner.route.TrackView;
import io.grpcpool.planner.select.Selection;
import io.grpcpool.planner.share.Shares;
import io.grpcpool.planner.share.Shares.Wish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Immutable. Makes plans; equal input gives equal plans on every replica. */
public final class Planner {

  /**
   * Plans one policy.
   *
   * @param names what the policy holds of the names that it asks for
   * @param served the plan that is served now, which a suspended policy stays with; null: nothing
   *     is served, and then a suspended policy is planned as any other
   */
  public PlanResult plan(
      RouteView route, EndpointsView endpoints, NameGrant names, @Nullable Plan served) {
    if (names.refused()) {
      return new Rejected(Rejected.Reason.TARGET_CONFLICT, RouteProblems.ofNames(route, names));
    }
    return follow(route, endpoints, names, served);
  }

  /**
   * Plans what is served already. Unlike {@link #plan} it never refuses a policy for the names that
   * an older one of its namespace took since: it is served on under those that it has left.
   */
  public PlanResult follow(
      RouteView route, EndpointsView endpoints, NameGrant names, @Nullable Plan served) {
    if (route.suspend() && served != null) {
      return new Planned(served.suspended(stillHeld(served, names)));
    }
    List<PlanProblem> problems = RouteProblems.of(route);
    if (!problems.isEmpty()) {
      return new Rejected(Rejected.Reason.INVALID_SPEC, problems);
    }
    if (endpoints.freshness() == EndpointsView.Freshness.UNKNOWN) {
      return new Waiting(route.service().kind(), endpoints.detail());
    }
    Selection selection = Selection.of(endpoints, route.endpointRules(), route.tracks());
    return new Planned(plan(route, endpoints, names, selection));
  }

  private static Plan plan(
      RouteView route, EndpointsView endpoints, NameGrant names, Selection selection) {
    List<TrackPlan> tracks = tracks(route, selection);
    List<ClusterPlan> clusters =
        IntStream.range(0, tracks.size())
            .mapToObj(
                i ->
                    new ClusterPlan(
                        tracks.get(i).cluster(),
                        selection.tracks().get(i).localities(),
                        selection.tracks().get(i).zones()))
            .toList();
    return new Plan(
        route.id(),
        route.generation(),
        names.listeners(),
        route.allowedConsumers(),
        routes(route, tracks),
        clusters,
        route.pool(),
        route.calls(),
        tracks,
        selection.endpoints(),
        selection.problems(),
        PlanNotes.of(route, names, selection, tracks),
        new Discovery(route.service().kind(), endpoints.freshness(), endpoints.detail()),
        route.suspend());
  }

  private static List<TrackPlan> tracks(RouteView route, Selection selection) {
    List<TrackView> written = route.tracks();
    List<Wish> wishes = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      wishes.add(new Wish(written.get(i).weight(), selection.tracks().get(i).usable() > 0));
    }
    List<Integer> shares = Shares.of(wishes);
    List<TrackPlan> tracks = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      TrackView track = written.get(i);
      Selection.Members members = selection.tracks().get(i);
      tracks.add(
          new TrackPlan(
              track.name(),
              track.selector(),
              ResourceNames.cluster(route.id(), track.selector()),
              track.weight(),
              shares.get(i),
              members.total(),
              members.usable()));
    }
    return tracks;
  }

  private static RoutePlan routes(RouteView route, List<TrackPlan> tracks) {
    Map<String, String> clusters = new HashMap<>();
    tracks.forEach(track -> clusters.put(track.name(), track.cluster()));
    List<MatchRoute> matches = new ArrayList<>();
    for (MatchView match : route.matches()) {
      matches.add(
          new MatchRoute(
              match.calls(), Objects.requireNonNull(clusters.get(match.track()), match.track())));
    }
    return new RoutePlan(
        matches, WeightedCluster.of(tracks), tracks.stream().map(TrackPlan::cluster).toList());
  }

  /** What is suspended keeps its names, but for those that a senior policy has taken since. */
  private static SortedSet<String> stillHeld(Plan served, NameGrant names) {
    SortedSet<String> held = new TreeSet<>(served.listeners());
    names.conflicts().forEach(conflict -> held.remove(conflict.name()));
    return held;
  }
}
