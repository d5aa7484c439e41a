package io.grpcpool.planner.plan;

import io.grpcpool.planner.EndpointProblem;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.route.CallView;
import io.grpcpool.planner.route.PoolView;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Immutable. Everything that is served for one policy and everything that its status shows of it.
 *
 * @param generation of the document it was made from
 * @param listeners the names under which clients find it
 * @param allowedConsumers the clients for which it exists, as the policy names them; empty: all
 * @param clusters in the order of the tracks
 * @param problems endpoints that are left out, and why
 * @param suspended whether the policy asks that nothing changes
 */
public record Plan(
    PolicyId policy,
    long generation,
    SortedSet<String> listeners,
    List<String> allowedConsumers,
    RoutePlan routes,
    List<ClusterPlan> clusters,
    PoolView pool,
    CallView calls,
    List<TrackPlan> tracks,
    List<EndpointPlan> endpoints,
    List<EndpointProblem> problems,
    List<PlanNote> notes,
    Discovery discovery,
    boolean suspended) {

  public Plan {
    listeners = Collections.unmodifiableSortedSet(new TreeSet<>(listeners));
    allowedConsumers = List.copyOf(allowedConsumers);
    clusters = List.copyOf(clusters);
    tracks = List.copyOf(tracks);
    endpoints = List.copyOf(endpoints);
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /** Whether there is a note of this kind. */
  public boolean has(PlanNote.Kind kind) {
    return notes.stream().anyMatch(note -> note.kind() == kind);
  }

  /** The same under other names. */
  public Plan under(SortedSet<String> names) {
    return copy(names, clusters, suspended);
  }

  /** The same, kept as it is under these names because its policy is suspended. */
  public Plan suspended(SortedSet<String> names) {
    return copy(names, clusters, true);
  }

  /**
   * The same with clusters that are empty, for a policy that is being withdrawn. An absent
   * assignment would keep clients waiting for 15 s; an empty one fails new calls at once.
   */
  public Plan emptied() {
    List<ClusterPlan> empty =
        clusters.stream().map(cluster -> new ClusterPlan(cluster.name(), List.of())).toList();
    return copy(listeners, empty, suspended);
  }

  /**
   * The same with other shares, in the order of the tracks, and notes that say why. Only the routes
   * of what is served change by it.
   *
   * @param shares in basis points, 10,000 in sum
   */
  public Plan withShares(List<Integer> shares, List<PlanNote> why) {
    List<TrackPlan> others =
        IntStream.range(0, tracks.size())
            .mapToObj(i -> tracks.get(i).withShare(shares.get(i)))
            .toList();
    return new Plan(
        policy,
        generation,
        listeners,
        allowedConsumers,
        routes.weighted(others),
        clusters,
        pool,
        calls,
        others,
        endpoints,
        problems,
        Stream.concat(notes.stream(), why.stream()).toList(),
        discovery,
        suspended);
  }

  private Plan copy(SortedSet<String> names, List<ClusterPlan> served, boolean kept) {
    return new Plan(
        policy,
        generation,
        names,
        allowedConsumers,
        routes,
        served,
        pool,
        calls,
        tracks,
        endpoints,
        problems,
        notes,
        discovery,
        kept);
  }
}
