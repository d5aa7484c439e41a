package io.grpcpool.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.route.BalancingView;
import io.grpcpool.planner.route.CallMatch;
import io.grpcpool.planner.route.CallView;
import io.grpcpool.planner.route.MethodView;
import io.grpcpool.planner.route.ProtectionView;
import io.grpcpool.planner.route.RetryView;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RouteMessagesTest {

  private static final Plan CANARY = Plans.of(Plans.CANARY);
  private static final RouteConfiguration ROUTES = routes(CANARY.calls());

  @Test
  void writesMatchesThenSharesThenTheKeeperRoute() {
    assertThat(ProtoJson.of(ROUTES.getVirtualHosts(0).getRoutes(0)))
        .isEqualTo(
            """
            {
              "match": {
                "prefix": "",
                "caseSensitive": true,
                "headers": [{
                  "name": "x-canary",
                  "exactMatch": "true"
                }]
              },
              "route": {
                "cluster": "shop/users/version=2",
                "retryPolicy": {
                  "retryOn": "deadline-exceeded,unavailable",
                  "numRetries": 2,
                  "retryBackOff": {
                    "baseInterval": "0.025s",
                    "maxInterval": "0.250s"
                  }
                },
                "maxStreamDuration": {
                  "maxStreamDuration": "1.500s",
                  "grpcTimeoutHeaderMax": "1.500s"
                }
              }
            }
            """);
    assertThat(shares(3)).containsExactly("shop/users/version=1 9000", "shop/users/version=2 1000");
    assertThat(shares(4)).containsExactly("shop/users/version=1 1", "shop/users/version=2 1");
    assertThat(ROUTES.getVirtualHosts(0).getRoutesCount()).isEqualTo(5);
  }

  @Test
  void matchesAMethodWholeAndAServiceByItsPrefix() {
    assertThat(route(1).getMatch().getPath()).isEqualTo("/shop.Users/Get");
    assertThat(route(2).getMatch().getPrefix()).isEqualTo("/shop.Admin/");
  }

  /** grpc-java takes an unset case_sensitive for insensitive. */
  @Test
  void matchesCaseSensitivelyEverywhere() {
    assertThat(ROUTES.getVirtualHosts(0).getRoutesList())
        .allMatch(route -> route.getMatch().getCaseSensitive().getValue());
  }

  /** A virtual host that no authority matches makes every call fail. */
  @Test
  void takesEveryAuthority() {
    assertThat(ROUTES.getVirtualHosts(0).getDomainsList()).containsExactly("*");
  }

  /** grpc-java does not read the virtual host's retry policy. */
  @Test
  void writesRetriesToEveryRouteThatCallsReach() {
    assertThat(ROUTES.getVirtualHosts(0).getRoutesList().subList(0, 4))
        .allMatch(route -> route.getRoute().hasRetryPolicy());
    assertThat(ROUTES.getVirtualHosts(0).hasRetryPolicy()).isFalse();
  }

  @Test
  void limitsNothingWhereThePolicySaysNothing() {
    RouteAction action = CallMessages.limits(CallView.UNLIMITED);

    assertThat(action).isEqualTo(RouteAction.getDefaultInstance());
  }

  /** Clients refuse num_retries of 0. */
  @Test
  void writesNoRetriesForOneAttempt() {
    RetryView once =
        new RetryView(1, Set.of("UNAVAILABLE"), Duration.ofMillis(1), Duration.ofMillis(1));

    assertThat(CallMessages.limits(new CallView(null, once, 1)).hasRetryPolicy()).isFalse();
  }

  @Test
  void partsEveryRouteByMethodThenServiceAndLeavesTheKeeperLast() {
    RouteConfiguration routes =
        routes(
            limited(
                new CallMatch.Service("shop.Users"), new CallMatch.Method("shop.Users", "Get")));

    assertThat(routes.getVirtualHosts(0).getRoutesList())
        .extracting(RouteMessagesTest::summary)
        .containsExactly(
            "/shop.Users/Get +x-canary shop/users/version=2 2s",
            "/shop.Users/* +x-canary shop/users/version=2 1s",
            "* +x-canary shop/users/version=2 9s",
            "/shop.Users/Get shop/users/version=1 2s",
            "/shop.Admin/* shop/users/version=1 9s",
            "/shop.Users/Get shares 2s",
            "/shop.Users/* shares 1s",
            "* shares 9s",
            "* shares 0s");
  }

  @Test
  void givesTheCallsOfAMatchedServiceWhatHoldsForItsMethods() {
    RouteConfiguration routes =
        routes(
            limited(
                new CallMatch.Service("shop.Admin"), new CallMatch.Method("shop.Admin", "Stop")));

    assertThat(routes.getVirtualHosts(0).getRoutesList())
        .extracting(RouteMessagesTest::summary)
        .contains(
            "/shop.Admin/Stop shop/users/version=1 2s", "/shop.Admin/* shop/users/version=1 1s")
        .doesNotContain("/shop.Admin/* shop/users/version=1 9s");
  }

  /** A service whose name begins as another's is another service. */
  @Test
  void doesNotTakeABeginningOfANameForTheName() {
    RouteConfiguration routes =
        routes(
            limited(new CallMatch.Service("shop.User"), new CallMatch.Method("shop.Users", "G")));

    assertThat(routes.getVirtualHosts(0).getRoutesList())
        .extracting(RouteMessagesTest::summary)
        .contains("/shop.Users/Get shop/users/version=1 9s");
  }

  /** Calls in general 9 s, of the service 1 s, of the method 2 s. */
  private static CallView limited(CallMatch.Service service, CallMatch.Method method) {
    return new CallView(
        Duration.ofSeconds(9),
        null,
        1,
        List.of(
            new MethodView(service, Duration.ofSeconds(1), null),
            new MethodView(method, Duration.ofSeconds(2), null)),
        ProtectionView.NONE);
  }

  private static String summary(Route route) {
    RouteAction action = route.getRoute();
    return (route.getMatch().hasPath()
            ? route.getMatch().getPath()
            : route.getMatch().getPrefix() + "*")
        + route.getMatch().getHeadersList().stream()
            .map(header -> " +" + header.getName())
            .collect(Collectors.joining())
        + (action.hasCluster() ? " " + action.getCluster() : " shares")
        + " "
        + action.getMaxStreamDuration().getMaxStreamDuration().getSeconds()
        + "s";
  }

  private static Route route(int index) {
    return ROUTES.getVirtualHosts(0).getRoutes(index);
  }

  private static List<String> shares(int index) {
    return route(index).getRoute().getWeightedClusters().getClustersList().stream()
        .map(RouteMessagesTest::share)
        .toList();
  }

  private static String share(WeightedCluster.ClusterWeight cluster) {
    return cluster.getName() + " " + cluster.getWeight().getValue();
  }

  private static RouteConfiguration routes(CallView calls) {
    return RouteMessages.configuration(
        "shop/users", CANARY.routes(), calls, new BalancingView.WeightedRoundRobin());
  }
}
