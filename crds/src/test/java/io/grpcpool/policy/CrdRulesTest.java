package io.grpcpool.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that are written twice, in CEL or schema and in Java, and must say the same. */
class CrdRulesTest {

  static Stream<String> messages() {
    List<String> messages = new ArrayList<>();
    collect(Crd.load().schema(), messages);
    return messages.stream().distinct();
  }

  /** Each such file is one that {@link PolicyFilesTest} sees refused by the Java rules. */
  @ParameterizedTest
  @MethodSource("messages")
  void everyRuleOfTheApiServerHasAFileThatItRefuses(String message) {
    assertThat(PolicyFiles.invalid())
        .anyMatch(
            file ->
                PolicyFiles.expectations(file, "# api: ").stream()
                    .anyMatch(line -> line.endsWith(message)));
  }

  @Test
  void oneFileHasEveryFieldThatIsNotSupportedYet() {
    List<String> unsupported =
        CrdSchemaTest.sections()
            .flatMap(
                section ->
                    DocumentField.of(section.record()).stream()
                        .filter(field -> !field.isSupported())
                        .map(field -> section.path() + "." + field.name()))
            .map(path -> path.replace("[]", "[0]"))
            .toList();

    List<String> refused =
        PolicyFiles.invalid()
            .filter(file -> file.endsWith("not-supported-yet.yaml"))
            .flatMap(file -> PolicyFiles.expectations(file, "# java: ").stream())
            .map(line -> line.substring(0, line.indexOf(':')))
            .toList();

    assertThat(refused).containsExactlyInAnyOrderElementsOf(unsupported);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec.deletionGrace",
        "spec.discovery.consul.emptyHoldDown",
        "spec.pool.idleTimeout",
        "spec.pool.shrinkAfter",
        "spec.pool.maxConnectionAge",
        "spec.pool.connectTimeout",
        "spec.pool.slowStart",
        "spec.pool.acquireTimeout",
        "spec.resilience.timeout",
        "spec.resilience.retry.backoff.base",
        "spec.resilience.retry.backoff.max",
        "spec.resilience.methods[].timeout",
        "spec.resilience.outlierDetection.interval",
        "spec.resilience.circuitBreaker.open.window",
        "spec.resilience.circuitBreaker.open.for",
        "spec.resilience.outlierDetection.baseEjection",
        "spec.resilience.methods[].retry.backoff.base",
        "spec.resilience.methods[].retry.backoff.max"
      })
  void durationsHaveOnePattern(String path) {
    assertThat(Crd.at(path).schema())
        .containsEntry("pattern", "^(" + PolicyDuration.PATTERN + ")$")
        .containsEntry("maxLength", 64);
  }

  @ParameterizedTest
  @CsvSource({
    "spec.aliases, maxItems, 16",
    "spec.tracks, maxItems, 8",
    "spec.tracks[].weight, maximum, 1000000",
    "spec.tracks[].selector, maxProperties, 8",
    "spec.match, maxItems, 16",
    "spec.discovery.consul.datacenters, maxItems, 16",
    "spec.discovery.consul.tags, maxItems, 16",
    "spec.discovery.static.endpoints, maxItems, 10000",
    "spec.discovery.static.endpoints[].weight, maximum, 1000000",
    "spec.discovery.static.endpoints[].labels, maxProperties, 64",
    "spec.discovery.static.endpoints[].zone, maxLength, 63",
    "spec.discovery.external.parameters, maxProperties, 64",
    "spec.pool.connectionsPerEndpoint.max, maximum, 100",
    "spec.pool.maxIdle, maximum, 100",
    "spec.pool.maxWaiting, maximum, 1000000",
    "spec.resilience.retry.attempts, maximum, 5",
    "spec.resilience.methods, maxItems, 32",
    "spec.resilience.methods[].retry.attempts, maximum, 5",
    "spec.resilience.outlierDetection.failurePercentage, minimum, 1",
    "spec.resilience.outlierDetection.failurePercentage, maximum, 99",
    "spec.resilience.outlierDetection.requestVolume, maximum, 1000000",
    "spec.resilience.outlierDetection.minimumHosts, maximum, 10000",
    "spec.resilience.outlierDetection.maxEjectionPercent, maximum, 100",
    "spec.resilience.circuitBreaker.open.minRequests, maximum, 1000000",
    "spec.resilience.circuitBreaker.open.probes, maximum, 1000",
    "spec.resilience.rateLimit.requestsPerSecond, maximum, 1000000",
    "spec.resilience.rateLimit.burst, maximum, 1000000",
    "spec.resilience.healthCheck.service, maxLength, 256",
    "spec.resilience.circuitBreaker.maxRequests, maximum, 4294967295"
  })
  void boundsAreThoseOfJava(String path, String keyword, long bound) {
    assertThat(((Number) Crd.at(path).schema().get(keyword)).longValue()).isEqualTo(bound);
  }

  @Test
  void enumerationsAreThoseOfJava() {
    assertThat(Crd.at("spec.resilience.retry.codes[]").schema())
        .containsEntry("enum", RetryRules.RETRYABLE);
    assertThat(Crd.at("spec.resilience.methods[].retry.codes[]").schema())
        .containsEntry("enum", RetryRules.RETRYABLE);
    assertThat(Crd.at("spec.resilience.outlierDetection.mode").schema())
        .containsEntry("enum", OutlierDetection.MODES);
    assertThat(Crd.at("spec.discovery.consul.health").schema())
        .containsEntry("enum", ConsulHealth.texts());
  }

  private static void collect(Object node, List<String> messages) {
    if (node instanceof Map<?, ?> map) {
      new Crd(Crd.cast(map))
          .rules().stream().map(rule -> (String) rule.get("message")).forEach(messages::add);
      map.values().forEach(value -> collect(value, messages));
    } else if (node instanceof List<?> list) {
      list.forEach(value -> collect(value, messages));
    }
  }
}
