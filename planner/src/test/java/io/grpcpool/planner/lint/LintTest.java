package io.grpcpool.planner.lint;

import static io.grpcpool.planner.EndpointBuilder.anEndpoint;
import static io.grpcpool.planner.Planning.plan;
import static io.grpcpool.planner.RouteBuilder.aRoute;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.RouteBuilder;
import io.grpcpool.planner.route.CallMatch;
import io.grpcpool.planner.route.CallView;
import io.grpcpool.planner.route.MethodView;
import io.grpcpool.planner.route.ProtectionView;
import io.grpcpool.planner.route.RetryView;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LintTest {

  @ParameterizedTest(name = "{1}")
  @MethodSource("doubtful")
  void warnsOfWhatIsProbablyNotMeant(RouteBuilder route, String warning) {
    assertThat(Lint.of(route.build())).extracting(Warning::toString).containsExactly(warning);
  }

  static Stream<Arguments> doubtful() {
    CallMatch service = new CallMatch.Service("shop.Users");
    CallMatch method = new CallMatch.Method("shop.Users", "Get");
    RetryView slow =
        new RetryView(3, Set.of("UNAVAILABLE"), Duration.ofSeconds(1), Duration.ofSeconds(2));
    return Stream.of(
        Arguments.of(
            aRoute().calls(new CallView(Duration.ofSeconds(1), slow, 10)),
            "spec.resilience.retry.backoff.base: is not below spec.resilience.timeout, so calls"
                + " end before they are tried again"),
        Arguments.of(
            aRoute()
                .calls(
                    new CallView(
                        null,
                        null,
                        10,
                        List.of(
                            new MethodView(
                                new CallMatch.Service("shop.Users"), Duration.ofSeconds(1), slow)),
                        ProtectionView.NONE)),
            "spec.resilience.methods[0]: has a timeout that is over before the first retry"),
        Arguments.of(
            aRoute().match(service, "main").match(service, "main"),
            "spec.match[1]: matches no call, because spec.match[0] takes them all"),
        Arguments.of(
            aRoute().match(service, "main").match(method, "main"),
            "spec.match[1]: matches no call, because spec.match[0] takes them all"),
        Arguments.of(
            aRoute().track("1", 1_000_000).track("2", 50),
            "spec.tracks[1].weight: 50 of 1000050 is less than 0.01 % and is served as 0.01 %"),
        Arguments.of(
            aRoute().aliases("users"), "spec.aliases[0]: users is a name of the policy already"),
        Arguments.of(
            aRoute().aliases("other", "users.shop"),
            "spec.aliases[1]: users.shop is a name of the policy already"));
  }

  @Test
  void hasNothingAgainstAPlainPolicy() {
    RouteBuilder route =
        aRoute()
            .track("1", 90)
            .track("2", 10)
            .match(new CallMatch.Method("shop.Users", "Get"), "2")
            .match(new CallMatch.Service("shop.Users"), "1");

    assertThat(Lint.of(route.build())).isEmpty();
  }

  @Test
  void warnsWhereATracksEndpointsGetMoreThanTwiceTheLoadOfAnothers() {
    RouteBuilder route = aRoute().track("1", 50).track("2", 50);

    assertThat(
            Lint.of(
                route.build(),
                plan(
                    route,
                    anEndpoint(1).version("1"),
                    anEndpoint(2).version("1"),
                    anEndpoint(3).version("1"),
                    anEndpoint(4).version("2"))))
        .containsExactly(
            new Warning(
                "spec.tracks[1].weight",
                "each endpoint of track 2 gets 3.0 times the calls of one of track 1"));
  }

  @Test
  void acceptsTwiceTheLoad() {
    RouteBuilder route = aRoute().track("1", 50).track("2", 50);

    assertThat(
            Lint.of(
                route.build(),
                plan(
                    route,
                    anEndpoint(1).version("1"),
                    anEndpoint(2).version("1"),
                    anEndpoint(3).version("2"))))
        .isEmpty();
  }
}
