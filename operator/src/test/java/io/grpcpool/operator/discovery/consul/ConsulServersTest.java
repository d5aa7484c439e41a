package io.grpcpool.operator.discovery.consul;

import static io.grpcpool.operator.discovery.consul.InstanceJson.anInstance;
import static io.grpcpool.operator.discovery.consul.InstanceJson.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.discovery.consul.ConsulReply.Failure;
import io.grpcpool.operator.discovery.consul.ConsulReply.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When another agent or server is asked. */
@Timeout(60)
class ConsulServersTest {
  private static final URI FIRST = URI.create("http://s1:8500");
  private static final URI SECOND = URI.create("http://s2:8500");
  private static final ConsulReply<String> ERROR = new Refusal<>(500, "rpc error", Duration.ZERO);
  private static final ConsulReply<String> GOOD = answer(true, false);

  private final ConsulServers servers = new ConsulServers(ConsulAddresses.parse("s1,s2", false));

  static Stream<ConsulReply<String>> cannot() {
    return Stream.of(
        new Refusal<>(429, "", Duration.ofSeconds(60)), new Failure<>(Failure.CANNOT_CONNECT));
  }

  static Stream<ConsulReply<String>> persistent() {
    return Stream.of(
        ERROR,
        new Refusal<>(503, "", Duration.ZERO),
        new Failure<>("no whole answer within PT12S"),
        answer(false, false));
  }

  static Stream<ConsulReply<String>> harmless() {
    return Stream.of(GOOD, answer(false, true), new Refusal<>(403, "denied", Duration.ZERO));
  }

  @ParameterizedTest
  @MethodSource("cannot")
  void leavesAServerThatCannotAtOnce(ConsulReply<String> reply) {
    assertThat(servers.heard(FIRST, reply)).isTrue();
    assertThat(servers.current()).isEqualTo(SECOND);
  }

  @ParameterizedTest
  @MethodSource("persistent")
  void leavesAServerThatFailsThreeTimesInARow(ConsulReply<String> reply) {
    servers.heard(FIRST, reply);
    servers.heard(FIRST, reply);
    assertThat(servers.current()).isEqualTo(FIRST);

    servers.heard(FIRST, reply);

    assertThat(servers.current()).isEqualTo(SECOND);
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void startsToCountAnewAfterAReplyThatIsNoFailure(ConsulReply<String> reply) {
    servers.heard(FIRST, ERROR);
    servers.heard(FIRST, ERROR);
    servers.heard(FIRST, reply);

    servers.heard(FIRST, ERROR);

    assertThat(servers.current()).isEqualTo(FIRST);
  }

  @Test
  void doesNotChargeTheNextServerWithWhatTheFirstOneStillAnswers() {
    servers.heard(FIRST, new Failure<>(Failure.CANNOT_CONNECT));

    servers.heard(FIRST, new Failure<>(Failure.CANNOT_CONNECT));

    assertThat(servers.current()).isEqualTo(SECOND);
  }

  @Test
  void comesBackToTheFirstAfterTheLast() {
    servers.heard(FIRST, new Failure<>(Failure.CANNOT_CONNECT));

    servers.heard(SECOND, new Failure<>(Failure.CANNOT_CONNECT));

    assertThat(servers.current()).isEqualTo(FIRST);
  }

  @Test
  void discoversFromAnotherServerWithoutTheWaitThatTheFirstOneAsksFor() {
    try (ScriptedConsul other = new ScriptedConsul();
        WatchFixture fixture = new WatchFixture(ConsulSettings.defaults(), "," + other.address())) {
      fixture.consul.reads("web", Answer.refused(429, "").with("Retry-After", "60"));
      other.reads("web", Answer.read(100, list(anInstance("a"))));

      fixture.watch("web");

      fixture.awaitFresh("n1/a");
    }
  }

  private static ConsulReply<String> answer(boolean leader, boolean streaming) {
    return new ConsulReply.Answer<>(new ReplyHeaders(100, streaming, leader, 0, false, false), "");
  }
}
