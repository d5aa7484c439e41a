package io.grpcpool.planner;

import io.grpcpool.planner.name.NameGrant;
import io.grpcpool.planner.route.RouteView;
import io.grpcpool.planner.route.Selector;
import io.grpcpool.planner.route.TrackView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Immutable. What makes a route impossible to serve. The document's validator finds the same
 * earlier; this is for routes that come from elsewhere, since every client refuses a route table
 * without weight or with a cluster that is not there.
 */
final class RouteProblems {

  private RouteProblems() {}

  static List<PlanProblem> of(RouteView route) {
    List<PlanProblem> problems = new ArrayList<>(ofTracks(route.tracks()));
    Set<String> names = new HashSet<>();
    route.tracks().forEach(track -> names.add(track.name()));
    for (int i = 0; i < route.matches().size(); i++) {
      String track = route.matches().get(i).track();
      if (!names.contains(track)) {
        problems.add(
            new PlanProblem(
                "spec.match[" + i + "].track", track, "must name a track of this policy"));
      }
    }
    return problems;
  }

  private static List<PlanProblem> ofTracks(List<TrackView> tracks) {
    List<PlanProblem> problems = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    Map<Selector, String> selectors = new HashMap<>();
    long sum = 0;
    for (int i = 0; i < tracks.size(); i++) {
      TrackView track = tracks.get(i);
      String path = "spec.tracks[" + i + "]";
      if (track.weight() < 0) {
        problems.add(new PlanProblem(path + ".weight", "" + track.weight(), "must be 0 or more"));
      }
      if (names.putIfAbsent(track.name(), path) != null) {
        problems.add(
            new PlanProblem(
                path + ".name", track.name(), "is also the name of " + names.get(track.name())));
      }
      String twin = selectors.putIfAbsent(track.selector(), track.name());
      if (twin != null) {
        problems.add(
            new PlanProblem(
                path + (track.selector().ofOwnService() ? ".service" : ".selector"),
                track.selector().canonical(),
                "is also the selector of track " + twin + ": an endpoint belongs to one track"));
      }
      sum += Math.max(0, track.weight());
    }
    if (sum == 0) {
      problems.add(new PlanProblem("spec.tracks", "", "the weights' sum is 0, must be above 0"));
    }
    return problems;
  }

  static List<PlanProblem> ofNames(RouteView route, NameGrant names) {
    return names.conflicts().stream()
        .filter(conflict -> conflict.holder().namespace().equals(route.id().namespace()))
        .map(
            conflict ->
                new PlanProblem(
                    field(route, conflict.name()),
                    conflict.name(),
                    "belongs to the older policy " + conflict.holder()))
        .toList();
  }

  private static String field(RouteView route, String name) {
    int alias = route.aliases().indexOf(name);
    return alias < 0 || name.equals(route.target()) ? "spec.target" : "spec.aliases[" + alias + "]";
  }
}
