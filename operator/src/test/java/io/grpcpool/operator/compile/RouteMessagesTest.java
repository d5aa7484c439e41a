package io.grpcpool.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.route.CallView;
import io.grpcpool.planner.route.RetryView;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
    return RouteMessages.configuration("shop/users", CANARY.routes(), calls);
  }
}
