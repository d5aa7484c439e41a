package io.grpcpool.planner.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointProblem;
import io.grpcpool.planner.Locality;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.ServiceRef;
import io.grpcpool.planner.route.EndpointRules.HealthMode;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.ReadResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteViewsTest {

  private static final String CONSUL = "discovery: {consul: {service: users}}\n";
  private static final String ONE_TRACK = "tracks: [{name: main}]\n";

  @Test
  void readsAPolicyThatSaysAlmostNothing() {
    RouteView route = read(CONSUL + ONE_TRACK);

    assertThat(route)
        .isEqualTo(
            new RouteView(
                new PolicyId("shop", "users"),
                0,
                false,
                "users",
                List.of(),
                Duration.ofSeconds(60),
                List.of(),
                new ServiceRef.Consul("users", List.of(), Duration.ofSeconds(30)),
                EndpointRules.DEFAULT,
                List.of(new TrackView("main", Selector.ALL, 100)),
                List.of(),
                PoolView.OPEN,
                new CallView(
                    null,
                    new RetryView(
                        3, Set.of("UNAVAILABLE"), Duration.ofMillis(25), Duration.ofMillis(250)),
                    CallView.UNLIMITED_REQUESTS)));
  }

  @Test
  void readsWhoMaySeeIt() {
    RouteView route =
        read(
            "{allowedConsumers: [shop, bank/web], discovery: {consul: {service: users}},"
                + " tracks: [{name: main}]}");

    assertThat(route.allowedConsumers()).containsExactly("shop", "bank/web");
  }

  @Test
  void readsNamesAndSwitches() {
    RouteView route =
        read(
            "{target: people, aliases: [a, b], suspend: true, deletionGrace: 5s,"
                + " discovery: {consul: {service: users}}, tracks: [{name: main}]}");

    assertThat(route.target()).isEqualTo("people");
    assertThat(route.aliases()).containsExactly("a", "b");
    assertThat(route.suspend()).isTrue();
    assertThat(route.deletionGrace()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void leavesWhatDiffersPerPolicyOutOfTheServiceReference() {
    RouteView route =
        read(
            "{discovery: {consul: {service: users, datacenters: [dc1, dc2], tags: [grpc],"
                + " health: OnlyPassing, panicThreshold: 20%, emptyHoldDown: 1m}},"
                + " tracks: [{name: main}]}");

    assertThat(route.service())
        .isEqualTo(new ServiceRef.Consul("users", List.of("dc1", "dc2"), Duration.ofMinutes(1)));
    assertThat(route.endpointRules())
        .isEqualTo(
            new EndpointRules(
                Set.of("grpc"), HealthMode.ONLY_PASSING, 20, List.of("dc1", "dc2"), false));
  }

  @ParameterizedTest
  @CsvSource({"Global, false", "PreferSameZone, true"})
  void prefersTheClientsZoneWhereThePolicySaysSo(String mode, boolean prefers) {
    RouteView route = read(CONSUL + ONE_TRACK + "locality: {mode: " + mode + "}");

    assertThat(route.endpointRules().preferSameZone()).isEqualTo(prefers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{service: web, port: grpc} | grpc", "{service: web, port: 50051} | 50051"})
  void looksForAServiceInThePolicysNamespace(String kubernetes, String port) {
    RouteView route = read("discovery: {kubernetes: " + kubernetes + "}\n" + ONE_TRACK);

    assertThat(route.service()).isEqualTo(ServiceRef.Kubernetes.of("shop", "web", port));
    assertThat(route.endpointRules().panicThreshold()).isZero();
  }

  @Test
  void leavesThePortOpenWhereAServiceNamesNone() {
    RouteView route = read("discovery: {kubernetes: {service: web}}\n" + ONE_TRACK);

    assertThat(route.service()).isEqualTo(ServiceRef.Kubernetes.of("shop", "web", ""));
  }

  @Test
  void asksForTheServiceOfEachTrackAndForThePolicysOwnWhereATrackHasNone() {
    RouteView route =
        read(
            """
            discovery: {kubernetes: {service: web, port: grpc}}
            tracks:
              - {name: stable, selector: {version: "1"}, weight: 90}
              - {name: canary, service: web-canary, weight: 10}
            """);

    assertThat(route.service())
        .isEqualTo(
            new ServiceRef.Kubernetes(
                "shop", new TreeMap<>(Map.of("", "web", "web-canary", "web-canary")), "grpc"));
    assertThat(route.tracks())
        .extracting(TrackView::selector)
        .containsExactly(Selector.of(Map.of("version", "1")), Selector.ofService("web-canary"));
  }

  @Test
  void doesNotAskForAServiceThatNoTrackDrawsFrom() {
    RouteView route =
        read(
            """
            discovery: {kubernetes: {service: web}}
            tracks:
              - {name: stable, service: web-stable, weight: 90}
              - {name: canary, service: web-canary, weight: 10}
            """);

    assertThat(route.service())
        .isEqualTo(
            new ServiceRef.Kubernetes(
                "shop",
                new TreeMap<>(Map.of("web-stable", "web-stable", "web-canary", "web-canary")),
                ""));
  }

  @Test
  void readsAnExternalSource() {
    RouteView route =
        read("discovery: {external: {source: file, parameters: {path: x}}}\n" + ONE_TRACK);

    assertThat(route.service())
        .isEqualTo(new ServiceRef.External("file", new TreeMap<>(Map.of("path", "x"))));
  }

  @Test
  void readsEndpointsWrittenInThePolicy() {
    RouteView route =
        read(
            "{discovery: {static: {endpoints: [{address: 10.0.0.7, port: 50051, weight: 10,"
                + " labels: {version: 1.4.0}, zone: a}]}}, tracks: [{name: main}]}");

    Endpoint endpoint = ((ServiceRef.Fixed) route.service()).endpoints().get(0);
    assertThat(endpoint.address()).isEqualTo("10.0.0.7");
    assertThat(endpoint.weight()).isEqualTo(10);
    assertThat(endpoint.labels()).containsExactly(Map.entry("version", "1.4.0"));
    assertThat(endpoint.locality()).isEqualTo(new Locality("", "a", ""));
  }

  @Test
  void leavesOutEndpointsThatNoClientAcceptsAndKeepsTheOthers() {
    RouteView route =
        read(
            "{discovery: {static: {endpoints: [{address: web.local, port: 1},"
                + " {address: 'fe80::1%eth0', port: 1}, {address: '2001:db8::1', port: 1},"
                + " {address: 10.0.0.1, port: 70000}]}}, tracks: [{name: main}]}");

    ServiceRef.Fixed fixed = (ServiceRef.Fixed) route.service();
    assertThat(fixed.endpoints()).extracting(Endpoint::address).containsExactly("2001:db8::1");
    assertThat(fixed.problems())
        .extracting(EndpointProblem::id)
        .containsExactly("endpoints[0]", "endpoints[1]", "endpoints[3]");
  }

  @Test
  void readsTracksAndMatchesInOrder() {
    RouteView route =
        read(
            CONSUL
                + "tracks: [{name: a, selector: {version: '1'}, weight: 90},"
                + " {name: b, selector: {tag: blue}, weight: 0}]\n"
                + "match: [{metadata: {name: x-canary, exact: 'true'}, track: b},"
                + " {method: shop.Users/Get, track: b}, {method: shop.Users/*, track: a}]\n");

    assertThat(route.tracks())
        .containsExactly(
            new TrackView("a", Selector.of(Map.of("version", "1")), 90),
            new TrackView("b", Selector.of(Map.of("tag", "blue")), 0));
    assertThat(route.matches())
        .containsExactly(
            new MatchView(new CallMatch.Metadata("x-canary", "true"), "b"),
            new MatchView(new CallMatch.Method("shop.Users", "Get"), "b"),
            new MatchView(new CallMatch.Service("shop.Users"), "a"));
  }

  @Test
  void readsPoolAndCallSettings() {
    RouteView route =
        read(
            CONSUL
                + ONE_TRACK
                + "pool: {connectionsPerEndpoint: {initial: 3, min: 2, max: 4}, maxIdle: 0,"
                + " idleTimeout: 5m, shrinkAfter: 90s,"
                + " maxConnectionAge: 2h, connectTimeout: 3s,"
                + " warmUp: true, slowStart: 30s,"
                + " acquireTimeout: 4s, maxWaiting: 9}\n"
                + "resilience: {timeout: 2s, retry: {attempts: 1},"
                + " circuitBreaker: {maxRequests: 7}}\n");

    assertThat(route.pool())
        .isEqualTo(
            new PoolView(
                new PoolView.Connections(3, 2, 4),
                new PoolView.Upkeep(
                    0,
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(90),
                    Duration.ofHours(2),
                    Duration.ofSeconds(3)),
                new PoolView.Beginning(true, Duration.ofSeconds(30)),
                new BalancingView.WeightedRoundRobin(),
                new PoolView.Waiting(Duration.ofSeconds(4), 9)));
    assertThat(route.calls()).isEqualTo(new CallView(Duration.ofSeconds(2), null, 7));
  }

  @Test
  void readsWhatMethodsDoDifferentlyAndTheRestAsForEveryCall() {
    RouteView route =
        read(
            CONSUL
                + ONE_TRACK
                + "resilience:\n"
                + "  timeout: 2s\n"
                + "  retry: {attempts: 4, codes: [INTERNAL], backoff: {base: 5ms, max: 9ms}}\n"
                + "  methods:\n"
                + "  - {name: shop.Users/Get, timeout: 1s}\n"
                + "  - {name: shop.Users/Watch, timeout: 0s, retry: {attempts: 1}}\n"
                + "  - {name: shop.Admin, retry: {attempts: 2, backoff: {base: 1s}}}\n");

    Duration every = Duration.ofSeconds(2);
    Set<String> internal = Set.of("INTERNAL");
    assertThat(route.calls().methods())
        .containsExactly(
            new MethodView(
                new CallMatch.Method("shop.Users", "Get"),
                Duration.ofSeconds(1),
                new RetryView(4, internal, Duration.ofMillis(5), Duration.ofMillis(9))),
            new MethodView(new CallMatch.Method("shop.Users", "Watch"), null, null),
            new MethodView(
                new CallMatch.Service("shop.Admin"),
                every,
                new RetryView(2, internal, Duration.ofSeconds(1), Duration.ofSeconds(10))));
  }

  @Test
  void readsWhatProtectsCallsWithTheDefaultsOfEachSectionThatIsThere() {
    RouteView route =
        read(
            CONSUL
                + ONE_TRACK
                + "pool: {saturation: Fail}\n"
                + "resilience:\n"
                + "  circuitBreaker: {open: {errorRate: 7%, for: 1m}}\n"
                + "  rateLimit: {requestsPerSecond: 55}\n"
                + "  healthCheck: {}\n"
                + "  outlierDetection: {mode: \"Off\", interval: 1s}\n");

    assertThat(route.calls().protection())
        .isEqualTo(
            new ProtectionView(
                new OutlierView(
                    false, 50, 20, 2, Duration.ofSeconds(1), Duration.ofSeconds(30), 50),
                new ProtectionView.Circuit(7, 20, Duration.ofSeconds(10), Duration.ofMinutes(1), 3),
                new ProtectionView.Rate(55, 5),
                "",
                true));
  }

  @Test
  void protectsNothingWhereThePolicySaysNothing() {
    assertThat(read(CONSUL + ONE_TRACK).calls().protection()).isEqualTo(ProtectionView.NONE);
  }

  private static RouteView read(String spec) {
    String indented = spec.startsWith("{") ? " " + spec : "\n" + spec.indent(2);
    ReadResult result =
        PolicyReader.read(
            "users.yaml",
            "apiVersion: grpcpool.io/v1alpha1\nkind: GrpcPoolPolicy\n"
                + "metadata: {name: users, namespace: shop}\nspec:"
                + indented);
    GrpcPoolPolicy policy = ((ReadResult.Read) result).policies().get(0);
    return RouteViews.of(policy);
  }
}
