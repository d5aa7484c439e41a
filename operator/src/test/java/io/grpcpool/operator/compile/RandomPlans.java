package io.grpcpool.operator.compile;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.Locality;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.ServiceRef;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.route.BalancingView;
import io.grpcpool.planner.route.CallMatch;
import io.grpcpool.planner.route.CallView;
import io.grpcpool.planner.route.EndpointRules;
import io.grpcpool.planner.route.EndpointRules.HealthMode;
import io.grpcpool.planner.route.MatchView;
import io.grpcpool.planner.route.PoolView;
import io.grpcpool.planner.route.RetryView;
import io.grpcpool.planner.route.RouteView;
import io.grpcpool.planner.route.Selector;
import io.grpcpool.planner.route.TrackView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes valid policies and catalogues by chance, for tests; not thread-safe. */
final class RandomPlans {

  private static final List<String> ADDRESSES =
      List.of("10.0.0.1", "192.168.255.254", "2001:db8::1", "::ffff:10.0.0.9", "fe80::2");
  private static final List<String> PLACES = List.of("", "a", "b c", "zürich");
  private static final List<String> DATACENTERS = List.of("dc1", "dc2", "dc3");
  private static final List<String> VALUES = List.of("1", "1.4.0-rc/1", "a&b=c", "%41 é");
  private static final List<String> CODES =
      List.of("CANCELLED", "DEADLINE_EXCEEDED", "INTERNAL", "RESOURCE_EXHAUSTED", "UNAVAILABLE");

  private final RandomGenerator random;

  RandomPlans(RandomGenerator random) {
    this.random = random;
  }

  Plan next() {
    return Plans.of(route(), endpoints());
  }

  private RouteView route() {
    List<TrackView> tracks = tracks();
    return new RouteView(
        new PolicyId("shop", "users"),
        1,
        false,
        "users",
        List.of("alias.example:443"),
        Duration.ofSeconds(60),
        List.of(),
        new ServiceRef.Consul("users", List.of(), Duration.ZERO),
        new EndpointRules(
            Set.of(),
            one(List.of(HealthMode.values())),
            random.nextInt(101),
            DATACENTERS.subList(0, random.nextInt(DATACENTERS.size() + 1)),
            random.nextBoolean()),
        tracks,
        matches(tracks),
        pool(),
        calls());
  }

  private List<TrackView> tracks() {
    List<TrackView> tracks = new ArrayList<>();
    tracks.add(new TrackView("t0", Selector.ALL, 1 + weight()));
    for (int i = 0; i < random.nextInt(VALUES.size() + 1); i++) {
      Selector selector = Selector.of(Map.of("app.example/version", VALUES.get(i)));
      tracks.add(new TrackView("t" + (i + 1), selector, weight()));
    }
    return tracks;
  }

  private List<MatchView> matches(List<TrackView> tracks) {
    List<CallMatch> calls =
        List.of(
            new CallMatch.Metadata("x-canary", "Yes; it is"),
            new CallMatch.Method("shop.Users", "Get"),
            new CallMatch.Service("shop.Users"));
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(i -> new MatchView(one(calls), one(tracks).name()))
        .toList();
  }

  private PoolView pool() {
    int min = 1 + random.nextInt(5);
    int max = min + random.nextInt(5);
    Duration idle = Duration.ofMillis(1 + random.nextInt(10_000_000));
    return one(
        List.of(
            PoolView.OPEN,
            new PoolView(
                null,
                new PoolView.Upkeep(null, idle, null, null, null),
                PoolView.Beginning.OPEN,
                new BalancingView.WeightedRoundRobin()),
            new PoolView(
                new PoolView.Connections(min, min, max),
                new PoolView.Upkeep(random.nextInt(10), idle, duration(), duration(), duration()),
                new PoolView.Beginning(random.nextBoolean(), duration()),
                one(
                    List.of(
                        new BalancingView.LeastRequest(),
                        new BalancingView.RingHash("x-user-id"),
                        new BalancingView.Custom("same-rack"))))));
  }

  private CallView calls() {
    Duration timeout = random.nextBoolean() ? null : duration();
    Duration base = duration();
    RetryView retry =
        random.nextBoolean()
            ? null
            : new RetryView(
                2 + random.nextInt(4),
                new TreeSet<>(CODES.subList(0, 1 + random.nextInt(CODES.size()))),
                base,
                base.plus(duration()));
    return new CallView(timeout, retry, 1 + random.nextLong(CallView.UNLIMITED_REQUESTS));
  }

  /** What a source answers for a service. */
  List<Endpoint> endpoints() {
    return IntStream.range(0, random.nextInt(30)).mapToObj(this::endpoint).toList();
  }

  private Endpoint endpoint(int number) {
    TreeMap<String, String> labels = new TreeMap<>();
    if (random.nextBoolean()) {
      labels.put("app.example/version", one(VALUES));
    }
    return new Endpoint(
        "node/" + number,
        one(ADDRESSES),
        one(List.of(1, 50051, 65535)),
        one(List.of(EndpointHealth.values())),
        weight(),
        labels,
        new TreeSet<>(),
        new Locality(one(PLACES), one(PLACES), one(PLACES)),
        one(DATACENTERS));
  }

  private long weight() {
    return random.nextInt(3) == 0 ? 1_000_000 : random.nextInt(4);
  }

  private Duration duration() {
    return Duration.ofNanos(1 + random.nextLong(10_000_000_000L));
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
