package io.grpcpool.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDefaultsTest {

  @Test
  void fillsInEverythingThatActs() {
    GrpcPoolPolicySpec spec = defaulted(Documents.DISCOVERY, Documents.TRACK);

    assertThat(spec.target()).isEqualTo("orders");
    assertThat(spec.aliases()).isEmpty();
    assertThat(spec.match()).isEmpty();
    assertThat(spec.suspend()).isFalse();
    assertThat(spec.deletionGrace()).isEqualTo("60s");
    assertThat(spec.discovery().consul())
        .isEqualTo(
            new ConsulDiscovery("orders", List.of(), List.of(), "PassingAndWarning", "50%", "30s"));
    assertThat(spec.loadBalancing())
        .isEqualTo(new LoadBalancing("WeightedRoundRobin", "Static", null, null));
    assertThat(spec.resilience().timeout()).isNull();
    assertThat(spec.resilience().retry())
        .isEqualTo(new Retry(3, List.of("UNAVAILABLE"), new Backoff("25ms", "250ms")));
    assertThat(spec.resilience().circuitBreaker())
        .isEqualTo(new CircuitBreaker(4_294_967_295L, null));
  }

  @Test
  void fillsInNothingThatDoesNotActYet() {
    GrpcPoolPolicySpec spec = defaulted(Documents.DISCOVERY, Documents.TRACK);
    Violations unsupported = new Violations();

    new PresentFields(unsupported, new Violations()).check("spec", spec);

    assertThat(unsupported.found()).isEmpty();
  }

  @Test
  void leavesThePoolToClientsWhereNothingIsWritten() {
    GrpcPoolPolicySpec spec = defaulted(Documents.DISCOVERY, Documents.TRACK);

    assertThat(spec.pool()).isEqualTo(Pool.EMPTY);
  }

  @Test
  void keepsWhatIsWrittenGoodOrBad() {
    GrpcPoolPolicySpec spec =
        defaulted(
            "target: shop",
            Documents.DISCOVERY,
            Documents.TRACK,
            "deletionGrace: soon",
            "pool: {connectionsPerEndpoint: {initial: 4, min: 2, max: 3}, warmUp: true}");

    assertThat(spec.target()).isEqualTo("shop");
    assertThat(spec.deletionGrace()).isEqualTo("soon");
    assertThat(spec.pool().connectionsPerEndpoint()).isEqualTo(new ConnectionsPerEndpoint(4, 2, 3));
    assertThat(spec.pool().warmUp()).isTrue();
  }

  @Test
  void changesNothingWhenAppliedAgain() {
    GrpcPoolPolicySpec once = defaulted(Documents.DISCOVERY, Documents.TRACK);

    assertThat(PolicyDefaults.apply("orders", once)).isEqualTo(once);
  }

  @Test
  void givesAllCallsToTheOnlyTrack() {
    assertThat(defaulted(Documents.DISCOVERY, Documents.TRACK).tracks())
        .containsExactly(new Track("main", Map.of(), 100, null));
  }

  @Test
  void givesNoWeightToOneOfSeveralTracks() {
    GrpcPoolPolicySpec spec =
        defaulted(Documents.DISCOVERY, "tracks: [{name: stable, weight: 90}, {name: canary}]");

    assertThat(spec.tracks()).extracting(Track::weight).containsExactly(90, null);
  }

  @Test
  void opensTheMinimumWhereInitialIsAbsent() {
    GrpcPoolPolicySpec spec =
        defaulted(Documents.DISCOVERY, Documents.TRACK, "pool: {connectionsPerEndpoint: {min: 4}}");

    assertThat(spec.pool().connectionsPerEndpoint()).isEqualTo(new ConnectionsPerEndpoint(4, 4, 8));
  }

  @ParameterizedTest
  @CsvSource({"2s, 20s", "25ms, 250ms", "6m, 1h", "10m, 1h", "0s,", "soon,"})
  void waitsTenTimesTheBaseAtMostAnHour(String base, String max) {
    GrpcPoolPolicySpec spec =
        defaulted(
            Documents.DISCOVERY,
            Documents.TRACK,
            "resilience: {retry: {backoff: {base: " + base + "}}}");

    assertThat(spec.resilience().retry().backoff()).isEqualTo(new Backoff(base, max));
  }

  @Test
  void weighsStaticEndpointsAlike() {
    GrpcPoolPolicySpec spec =
        defaulted("discovery: {static: {endpoints: [{address: 10.0.0.7, port: 1}]}}");

    assertThat(spec.discovery().fixed().endpoints())
        .containsExactly(new StaticEndpoint("10.0.0.7", 1, 1, Map.of(), null));
  }

  @Test
  void leavesWhatIsRequiredAbsent() {
    GrpcPoolPolicySpec spec = defaulted("discovery: {static: {}, external: {source: file}}");

    assertThat(spec.tracks()).isNull();
    assertThat(spec.discovery().fixed().endpoints()).isNull();
    assertThat(spec.discovery().external()).isEqualTo(new ExternalDiscovery("file", Map.of()));
  }

  private static GrpcPoolPolicySpec defaulted(String... specLines) {
    return PolicyDefaults.apply(Documents.policy(specLines));
  }
}
