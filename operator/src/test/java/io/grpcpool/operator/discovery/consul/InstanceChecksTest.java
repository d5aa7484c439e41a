package io.grpcpool.operator.discovery.consul;

import static io.grpcpool.operator.discovery.consul.CheckJson.probe;
import static io.grpcpool.operator.discovery.consul.CheckJson.ttl;
import static io.grpcpool.operator.discovery.consul.InstanceJson.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** When a critical check is a restart of its agent, and when it means what it says. */
class InstanceChecksTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void keepsTheHealthOfAnInstanceWhoseAgentRestarted(
      String why, String before, String now, int seconds) {
    assertThat(checks(before).stayWell(checks(now))).isEqualTo(Duration.ofSeconds(seconds));
  }

  static Stream<Arguments> keepsTheHealthOfAnInstanceWhoseAgentRestarted() {
    CheckJson spoken = ttl().saying("serving");
    return Stream.of(
        arguments("a TTL lost its word", spoken.onNode(), spoken.restarted().onNode(), 30),
        arguments("its node was away", ttl().onNode(19), ttl().restarted().onNode(61), 30),
        arguments("a probe lost its word", grpc().onNode(), grpc().restarted().onNode(), 2),
        arguments(
            "a probe lost its word beside a TTL",
            ttl().and(grpc()),
            ttl().restarted().and(grpc().restarted()),
            30),
        arguments(
            "a TTL restarted, the probe has run",
            spoken.and(grpc()),
            spoken.restarted().and(grpc()),
            30));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void believesAnythingElseAtOnce(String why, String before, String now) {
    assertThat(checks(before).stayWell(checks(now))).isEqualTo(Duration.ZERO);
  }

  static Stream<Arguments> believesAnythingElseAtOnce() {
    CheckJson spoken = ttl().saying("serving");
    CheckJson script = probe("script");
    return Stream.of(
        arguments("TTL expired", spoken.onNode(), spoken.critical("TTL expired").onNode()),
        arguments("failed with a note", spoken.onNode(), spoken.critical("full").onNode()),
        arguments("failed without a note", ttl().onNode(), ttl().restarted().onNode()),
        arguments("failed and expired on a node that was away", ttl().onNode(19), lateExpiry()),
        arguments("probe refused", grpc().onNode(), grpc().critical("refused").onNode()),
        arguments("script without output", script.onNode(), script.restarted().onNode()),
        arguments("registered anew", spoken.onNode(), spoken.createdAt(70).restarted().onNode()),
        arguments("node lost", spoken.onNode(19), spoken.restarted().onLostNode(61)),
        arguments("was critical", spoken.restarted().onNode(19), spoken.restarted().onNode(61)),
        arguments("new check", spoken.onNode(), spoken.and(grpc().restarted())),
        arguments(
            "another check failed",
            spoken.and(grpc()),
            spoken.restarted().and(grpc().critical("refused"))),
        arguments("all is well", spoken.onNode(19), spoken.onNode(61)));
  }

  @ParameterizedTest
  @CsvSource({
    "5s, 2s, 7",
    "1m30s, 2s, 30",
    "500ms, 500ms, 2",
    "5s, '', 15",
    "'', 2s, 30",
    "often, 2s, 30"
  })
  void waitsForAProbeNoLongerThanItsIntervalAndTimeout(
      String interval, String timeout, int seconds) {
    ConsulInstance.Check check =
        new ConsulInstance.Check("c", "passing", "a", "http", false, interval, timeout, 1, 1);

    assertThat(CheckTrace.of(check).firstWord()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void leavesOutChecksOfOtherServices() {
    String other = ttl().onNode().replace("\"ServiceID\":\"a\"", "\"ServiceID\":\"b\"");

    assertThat(checks(other).byId()).containsOnlyKeys("serfHealth");
  }

  private static CheckJson grpc() {
    return probe("grpc");
  }

  private static String lateExpiry() {
    return ttl().critical("TTL expired").onNode(61);
  }

  private static InstanceChecks checks(String json) {
    try {
      return InstanceChecks.of(
          InstanceReader.read(JSON.readTree(anInstance("a").withChecks(json).json())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
