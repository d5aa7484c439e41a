package io.grpcpool.planner;

import io.grpcpool.planner.route.BalancingView;
import io.grpcpool.planner.route.CallMatch;
import io.grpcpool.planner.route.CallView;
import io.grpcpool.planner.route.EndpointRules;
import io.grpcpool.planner.route.MatchView;
import io.grpcpool.planner.route.PoolView;
import io.grpcpool.planner.route.RouteView;
import io.grpcpool.planner.route.Selector;
import io.grpcpool.planner.route.TrackView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds routes for tests; not thread-safe. Without tracks it has one that selects all. */
public final class RouteBuilder {

  private final PolicyId id;
  private long generation = 1;
  private boolean suspend;
  private String target;
  private List<String> aliases = List.of();
  private List<String> allowedConsumers = List.of();
  private EndpointRules rules = EndpointRules.DEFAULT;
  private final List<TrackView> tracks = new ArrayList<>();
  private final List<MatchView> matches = new ArrayList<>();
  private CallView calls = CallView.UNLIMITED;

  private RouteBuilder(PolicyId id) {
    this.id = id;
    this.target = id.name();
  }

  public static RouteBuilder aRoute() {
    return aRoute("shop", "users");
  }

  public static RouteBuilder aRoute(String namespace, String name) {
    return new RouteBuilder(new PolicyId(namespace, name));
  }

  public RouteBuilder generation(long newGeneration) {
    generation = newGeneration;
    return this;
  }

  public RouteBuilder suspended() {
    suspend = true;
    return this;
  }

  public RouteBuilder target(String newTarget) {
    target = newTarget;
    return this;
  }

  public RouteBuilder aliases(String... newAliases) {
    aliases = List.of(newAliases);
    return this;
  }

  public RouteBuilder rules(EndpointRules newRules) {
    rules = newRules;
    return this;
  }

  /** A track named as the version that it selects. */
  public RouteBuilder track(String version, long weight) {
    return track(version, Map.of("version", version), weight);
  }

  public RouteBuilder track(String name, Map<String, String> selector, long weight) {
    tracks.add(new TrackView(name, Selector.of(selector), weight));
    return this;
  }

  /** A track that takes all of a Service of its own. */
  public RouteBuilder trackOfService(String name, String service, long weight) {
    tracks.add(new TrackView(name, Selector.ofService(service), weight));
    return this;
  }

  public RouteBuilder match(CallMatch match, String track) {
    matches.add(new MatchView(match, track));
    return this;
  }

  public RouteBuilder admits(String... consumers) {
    allowedConsumers = List.of(consumers);
    return this;
  }

  public RouteBuilder calls(CallView newCalls) {
    calls = newCalls;
    return this;
  }

  public RouteView build() {
    List<TrackView> written =
        tracks.isEmpty() ? List.of(new TrackView("main", Selector.ALL, 100)) : tracks;
    return new RouteView(
        id,
        generation,
        suspend,
        target,
        aliases,
        Duration.ofSeconds(60),
        allowedConsumers,
        new ServiceRef.Consul(id.name(), List.of(), Duration.ofSeconds(30)),
        rules,
        written,
        matches,
        new PoolView(
            new PoolView.Connections(1, 1, 8),
            new PoolView.Upkeep(null, Duration.ofMinutes(30), null, null, null),
            PoolView.Beginning.OPEN,
            new BalancingView.WeightedRoundRobin()),
        calls);
  }
}
