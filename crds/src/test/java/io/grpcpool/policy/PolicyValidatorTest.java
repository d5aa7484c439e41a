package io.grpcpool.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the files of {@code policies/} cannot show. */
class PolicyValidatorTest {

  @Test
  void namesEveryViolationAtOnce() {
    GrpcPoolPolicy policy =
        Documents.policy(
            "deletionGrace: soon",
            "discovery: {}",
            "tracks: [{name: main, weight: 0}]",
            "resilience: {retry: {attempts: 9}}");

    assertThat(PolicyValidator.validate(policy))
        .extracting(Violation::field)
        .containsExactly(
            "spec.deletionGrace",
            "spec.discovery",
            "spec.tracks",
            "spec.resilience.retry.attempts");
  }

  @Test
  void requiresASpecAndAName() {
    assertThat(Documents.violations(new GrpcPoolPolicy()))
        .containsExactly(
            "metadata.name: is required: lower case letters, digits, '-' and '.', at most 253, with"
                + " a letter or digit at both ends of each part",
            "spec: is required: it must say where the endpoints come from");
  }

  @Test
  void refusesANullElementThatAClusterLetThrough() {
    GrpcPoolPolicy policy =
        new KubernetesSerialization()
            .unmarshal(
                Documents.text(Documents.DISCOVERY, "tracks: [null]", "guard: {}"),
                GrpcPoolPolicy.class);

    assertThat(Documents.violations(policy))
        .containsExactly("spec.guard: not supported yet", "spec.tracks[0]: must not be null");
  }

  @Test
  void refusesMoreThanTenThousandEndpoints() {
    String endpoints =
        IntStream.rangeClosed(0, Limits.STATIC_ENDPOINTS)
            .mapToObj(i -> "{address: 10.0.0.7, port: 1}")
            .collect(Collectors.joining(",\n"));
    GrpcPoolPolicy policy =
        Documents.policy("discovery: {static: {endpoints: [" + endpoints + "]}}", Documents.TRACK);

    assertThat(Documents.violations(policy))
        .containsExactly(
            "spec.discovery.static.endpoints: has 10001 entries: must have at most 10000");
  }

  @Test
  void listsTheFirstFiftyViolations() {
    String endpoints =
        IntStream.range(0, 200)
            .mapToObj(i -> "{address: 10.0.0.7, port: 1, weight: 0}")
            .collect(Collectors.joining(","));
    GrpcPoolPolicy policy =
        Documents.policy("discovery: {static: {endpoints: [" + endpoints + "]}}", Documents.TRACK);

    assertThat(Documents.violations(policy)).hasSize(Violations.MOST);
  }

  @ParameterizedTest
  @CsvSource({
    "a label's key, 'tracks: [{name: main, selector: {%s: x}}]', 318",
    "a label's value, 'tracks: [{name: main, selector: {a: %s}}]', 513",
    "a metadata value, 'match: [{metadata: {name: x, exact: %s}, track: main}]', 513",
    "a method, 'match: [{method: a/%s, track: main}]', 255",
    "an alias, 'aliases: [%s]', 260",
    "a target, 'target: %s', 254"
  })
  void boundsTheLengthOf(String what, String line, int tooLong) {
    String track = line.startsWith("tracks") ? "suspend: false" : Documents.TRACK;
    GrpcPoolPolicy policy =
        Documents.policy(Documents.DISCOVERY, track, line.formatted("x".repeat(tooLong)));

    assertThat(PolicyValidator.validate(policy)).as(what).hasSize(1);
  }

  @Test
  void boundsTheParametersOfAnExternalSource() {
    GrpcPoolPolicy policy =
        Documents.policy(
            "discovery: {external: {source: file, parameters: {path: " + "x".repeat(1025) + "}}}",
            Documents.TRACK);

    assertThat(PolicyValidator.validate(policy))
        .extracting(Violation::field)
        .containsExactly("spec.discovery.external.parameters.path");
  }

  @Test
  void warnsOfConnectionsThatCloseAtEveryPause() {
    assertThat(warnings("pool: {idleTimeout: 9s}"))
        .containsExactly(
            "spec.pool.idleTimeout: \"9s\": connections are closed and dialled again at every short"
                + " pause; 10s or more is usual");
  }

  @Test
  void warnsOfConnectionsThatAreReplacedAllTheTime() {
    assertThat(warnings("pool: {maxConnectionAge: 59s}"))
        .containsExactly(
            "spec.pool.maxConnectionAge: \"59s\": connections are replaced all the time; 1m or more"
                + " is usual");
  }

  @Test
  void warnsOfADialThatMayTakeLongerThanACall() {
    assertThat(
            PolicyValidator.warnings(
                Documents.policy(
                    Documents.DISCOVERY,
                    Documents.TRACK,
                    "pool: {connectTimeout: 2s}",
                    "resilience: {timeout: 2s}")))
        .extracting(Violation::toString)
        .containsExactly(
            "spec.pool.connectTimeout: \"2s\": a call is over before a dial that is not answered:"
                + " spec.resilience.timeout is 2s");
  }

  @Test
  void warnsOfAWaitThatEndsBeforeADialOrAfterTheCall() {
    assertThat(
            PolicyValidator.warnings(
                Documents.policy(
                    Documents.DISCOVERY,
                    Documents.TRACK,
                    "pool: {connectTimeout: 3s, acquireTimeout: 3s}",
                    "resilience: {timeout: 3500ms}")))
        .extracting(Violation::toString)
        .containsExactly(
            "spec.pool.acquireTimeout: \"3s\": a call stops waiting before a dial is given up:"
                + " spec.pool.connectTimeout is 3s");
    assertThat(
            PolicyValidator.warnings(
                Documents.policy(
                    Documents.DISCOVERY,
                    Documents.TRACK,
                    "pool: {acquireTimeout: 5s}",
                    "resilience: {timeout: 5s}")))
        .extracting(Violation::toString)
        .containsExactly(
            "spec.pool.acquireTimeout: \"5s\": a call is over before it stops waiting:"
                + " spec.resilience.timeout is 5s");
  }

  @Test
  void warnsOfATimeoutThatLeavesNoTimeToRetry() {
    assertThat(warnings("resilience: {timeout: 25ms}"))
        .containsExactly(
            "spec.resilience.timeout: \"25ms\": is over before the first retry, after 25ms");
  }

  @Test
  void warnsOfNothingUsual() {
    assertThat(warnings("resilience: {timeout: 10s}")).isEmpty();
    assertThat(warnings("pool: {connectTimeout: 5s, maxConnectionAge: 1m}")).isEmpty();
    assertThat(warnings("resilience: {timeout: 1ms, retry: {attempts: 1}}")).isEmpty();
  }

  private static List<String> warnings(String line) {
    return PolicyValidator.warnings(Documents.policy(Documents.DISCOVERY, Documents.TRACK, line))
        .stream()
        .map(Violation::toString)
        .toList();
  }
}
