package io.grpcpool.planner.lint;

import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.TrackPlan;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Immutable. A track's share does not depend on how many endpoints it has: 50 percent on one of ten
 * endpoints is nine times the load of the others.
 */
final class LoadPerEndpoint {

  private static final double MOST = 2;

  private LoadPerEndpoint() {}

  /** A warning for each track whose endpoints get more than twice the load of the least loaded. */
  static List<Warning> warnings(Plan plan) {
    List<TrackPlan> loaded =
        plan.tracks().stream()
            .filter(track -> track.usable() > 0 && track.effectiveBasisPoints() > 0)
            .toList();
    Optional<TrackPlan> least = loaded.stream().min(Comparator.comparing(LoadPerEndpoint::load));
    return least.stream()
        .flatMap(
            l ->
                loaded.stream()
                    .filter(track -> load(track) > MOST * load(l))
                    .map(track -> warning(plan, track, l)))
        .toList();
  }

  private static Warning warning(Plan plan, TrackPlan track, TrackPlan least) {
    return new Warning(
        "spec.tracks[" + plan.tracks().indexOf(track) + "].weight",
        String.format(
            Locale.ROOT,
            "each endpoint of track %s gets %.1f times the calls of one of track %s",
            track.name(),
            load(track) / load(least),
            least.name()));
  }

  private static double load(TrackPlan track) {
    return (double) track.effectiveBasisPoints() / track.usable();
  }
}
