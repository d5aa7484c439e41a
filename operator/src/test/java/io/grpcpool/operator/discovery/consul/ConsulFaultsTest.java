package io.grpcpool.operator.discovery.consul;

import static io.grpcpool.operator.discovery.consul.InstanceJson.anInstance;
import static io.grpcpool.operator.discovery.consul.InstanceJson.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.grpcpool.operator.discovery.consul.Answer.Ending;
import io.grpcpool.planner.EndpointsView;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A Consul that lies or fails takes no endpoint away, and the view says why it is stale. */
@Timeout(60)
class ConsulFaultsTest {
  private static final InstanceJson A = anInstance("a").at("10.0.0.1", 80);
  private static final InstanceJson B = anInstance("b").at("10.0.0.2", 80);
  private static final String NAMES = "{\"consul\":[],\"web\":[]}";

  private final WatchFixture fixture =
      new WatchFixture(
          WatchLimits.defaults()
              .withTimes(Duration.ofSeconds(20), Duration.ofSeconds(1))
              .withMaxBodyBytes(20_000));

  @AfterEach
  void close() {
    fixture.close();
  }

  static Stream<Arguments> faults() {
    Answer whole = Answer.read(100, list(A, B));
    return Stream.of(
        arguments("error 500", Answer.refused(500, "No cluster leader"), "ConsulUnavailable"),
        arguments("error 503", Answer.refused(503, ""), "ConsulUnavailable"),
        arguments("denied", Answer.refused(403, "ACL not found"), "ConsulDenied"),
        arguments("too many connections", Answer.refused(429, ""), "ConsulBusy"),
        arguments("truncated body", whole.ending(Ending.TRUNCATED), "ConsulUnavailable"),
        arguments("reset", whole.ending(Ending.RESET), "ConsulUnavailable"),
        arguments("slow first byte", whole.ending(Ending.SLOW), "ConsulUnavailable"),
        arguments("garbage", Answer.read(101, "<html>busy</html>"), "ConsulUnavailable"),
        arguments("half of the JSON", Answer.read(101, list(A).substring(9)), "ConsulUnavailable"),
        arguments("unclosed JSON", Answer.read(101, "[" + A.json()), "ConsulUnavailable"),
        arguments("an object", Answer.read(101, "{}"), "ConsulUnavailable"),
        arguments("empty body", Answer.read(101, ""), "ConsulUnavailable"),
        arguments("huge", Answer.read(101, "[" + " ".repeat(30_000) + "]"), "ConsulUnavailable"),
        arguments(
            "huge when unzipped",
            Answer.read(101, "[" + " ".repeat(30_000) + "]").gzipped(),
            "ConsulUnavailable"),
        arguments(
            "not gzip at all",
            Answer.read(101, "[]").with("Content-Encoding", "gzip"),
            "ConsulUnavailable"),
        arguments(
            "filtered",
            Answer.read(101, "[]").with("X-Consul-Results-Filtered-By-ACLs", "true"),
            "ConsulAclFiltered"),
        arguments(
            "denied by default without a token",
            Answer.read(101, "[]").with("X-Consul-Default-ACL-Policy", "deny"),
            "ConsulAclFiltered"),
        arguments(
            "no leader known",
            Answer.read(101, "[]").with("X-Consul-KnownLeader", "false"),
            "ConsulStale"),
        arguments(
            "no contact to the leader",
            Answer.read(101, "[]").with("X-Consul-LastContact", "10001"),
            "ConsulStale"),
        arguments("nothing though listed", Answer.read(101, "[]"), "ConsulAclFiltered"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void keepsLastGoodEndpoints(String name, Answer fault, String reason) {
    fixture.consul.names(Answer.read(100, NAMES));
    fixture.watchServing(A, B);

    fixture.consul.reads("web", fault);
    fixture.consul.polls("web", Answer.streamed(101, "[]"));

    EndpointsView stale = fixture.awaitStale(reason);
    assertThat(WatchFixture.ids(stale)).containsExactly("n1/a", "n1/b");
    assertThat(fixture.views())
        .filteredOn(view -> view.freshness() != EndpointsView.Freshness.UNKNOWN)
        .noneMatch(view -> view.endpoints().isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void staysUnknownBeforeTheFirstGoodAnswer(String name, Answer fault, String reason) {
    fixture.consul.names(Answer.read(100, NAMES));
    fixture.consul.reads("web", fault);

    fixture.watch("web");

    EndpointsView view = fixture.awaitView(given -> given.detail().startsWith(reason));
    assertThat(view.freshness()).isEqualTo(EndpointsView.Freshness.UNKNOWN);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void isFreshAgainOnceConsulAnswers(String name, Answer fault, String reason) {
    fixture.consul.names(Answer.read(100, NAMES));
    fixture.consul.reads("web", fault);
    fixture.watch("web");
    fixture.awaitView(given -> given.detail().startsWith(reason));

    fixture.consul.reads("web", Answer.read(102, list(A)));

    fixture.awaitFresh("n1/a");
  }
}
