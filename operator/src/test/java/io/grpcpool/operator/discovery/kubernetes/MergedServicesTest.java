package io.grpcpool.operator.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointProblem;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import io.grpcpool.planner.Locality;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A policy whose tracks draw from two Services: its own, and one of the canary's. */
class MergedServicesTest {

  private static final MergedServices SERVICES =
      new MergedServices(
          new TreeMap<>(Map.of(Endpoint.POLICY_SERVICE, "users", "users-canary", "users-canary")));

  private static Endpoint endpoint(String pod, int port, EndpointHealth health) {
    return new Endpoint(
        pod,
        "10.0.0.1",
        port,
        health,
        1,
        new TreeMap<>(Map.of("app", "users")),
        new TreeSet<>(),
        Locality.NONE,
        "");
  }

  private static Endpoint endpoint(String pod) {
    return endpoint(pod, 50_051, EndpointHealth.PASSING);
  }

  private static EndpointsView view(Endpoint... endpoints) {
    return EndpointsView.fresh(List.of(endpoints), List.of());
  }

  @Test
  void eachEndpointKnowsWhichServiceListsIt() {
    EndpointsView merged =
        SERVICES.of(Map.of("users", view(endpoint("a")), "users-canary", view(endpoint("b"))));

    assertThat(merged.endpoints())
        .extracting(Endpoint::id, e -> List.copyOf(e.services()))
        .containsExactly(tuple("a", List.of("")), tuple("b", List.of("users-canary")));
  }

  @Test
  void aPodThatBothListIsOneEndpoint() {
    EndpointsView merged =
        SERVICES.of(Map.of("users", view(endpoint("a")), "users-canary", view(endpoint("a"))));

    assertThat(merged.endpoints())
        .singleElement()
        .satisfies(e -> assertThat(e.services()).containsExactly("", "users-canary"));
  }

  @Test
  void aPodIsAsReadyAsTheLeastOfItsServicesSays() {
    EndpointsView merged =
        SERVICES.of(
            Map.of(
                "users", view(endpoint("a", 1, EndpointHealth.CRITICAL)),
                "users-canary", view(endpoint("a", 1, EndpointHealth.PASSING))));

    assertThat(merged.endpoints())
        .extracting(Endpoint::health)
        .containsExactly(EndpointHealth.CRITICAL);
  }

  @Test
  void aPodOnTwoPortsIsTwoEndpoints() {
    EndpointsView merged =
        SERVICES.of(
            Map.of(
                "users", view(endpoint("a", 1, EndpointHealth.PASSING)),
                "users-canary", view(endpoint("a", 2, EndpointHealth.PASSING))));

    assertThat(merged.endpoints()).extracting(Endpoint::port).containsExactly(1, 2);
  }

  @Test
  void nothingIsKnownBeforeEachServiceHasAnswered() {
    EndpointsView merged = SERVICES.of(Map.of("users", view(endpoint("a"))));

    assertThat(merged.freshness()).isEqualTo(Freshness.UNKNOWN);
    assertThat(merged.endpoints()).isEmpty();
    assertThat(merged.detail()).isEqualTo("Service users-canary: no answer yet");
  }

  @Test
  void aServiceThatCannotBeReadKeepsItsEndpointsAndIsNamed() {
    EndpointsView merged =
        SERVICES.of(
            Map.of(
                "users", view(endpoint("a")),
                "users-canary", view(endpoint("b")).stale("the watch is lost")));

    assertThat(merged.freshness()).isEqualTo(Freshness.STALE);
    assertThat(merged.endpoints()).extracting(Endpoint::id).containsExactly("a", "b");
    assertThat(merged.detail()).isEqualTo("Service users-canary: the watch is lost");
  }

  @Test
  void whatIsLeftOutOfOneServiceIsNamed() {
    EndpointProblem problem = new EndpointProblem("users-1", "no such port");

    EndpointsView merged =
        SERVICES.of(
            Map.of(
                "users", EndpointsView.fresh(List.of(), List.of(problem)),
                "users-canary", view(endpoint("b"))));

    assertThat(merged.problems()).containsExactly(problem);
  }
}
