package io.grpcpool.operator.discovery.consul;

import static io.grpcpool.operator.discovery.consul.CheckJson.probe;
import static io.grpcpool.operator.discovery.consul.CheckJson.ttl;
import static io.grpcpool.operator.discovery.consul.InstanceJson.anInstance;
import static io.grpcpool.operator.discovery.consul.InstanceJson.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a watch shows while the agent of an instance restarts. */
@Timeout(60)
class RestartedAgentTest {
  private static final CheckJson SERVING = ttl().saying("serving");
  private static final CheckJson PROBE = probe("grpc");

  private final WatchFixture fixture = new WatchFixture();

  @BeforeEach
  void watch() {
    fixture.watchServing(instance(SERVING.and(PROBE)));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void tellsNothingOfIt() {
    fixture.consul.polls("web", Answer.streamed(101, checked(SERVING.restarted().and(PROBE))));
    fixture.consul.polls("web", Answer.streamed(102, checked(SERVING.and(PROBE))));

    fixture.awaitPoll("web", 3);
    assertThat(fixture.views()).hasSize(1);
  }

  @Test
  void believesTheFirstRealFailureAtOnce() {
    fixture.consul.polls("web", Answer.streamed(101, checked(SERVING.restarted().and(PROBE))));
    fixture.consul.polls(
        "web", Answer.streamed(102, checked(SERVING.critical("TTL expired").and(PROBE))));

    EndpointsView critical = fixture.awaitView(RestartedAgentTest::isCritical);

    assertThat(critical.freshness()).isEqualTo(EndpointsView.Freshness.FRESH);
    assertThat(fixture.views()).hasSize(2);
  }

  @Test
  void believesAProbeThatHasNoResultOnceItMustHave() {
    long restarted = System.nanoTime();
    fixture.consul.polls("web", Answer.streamed(101, checked(SERVING.and(PROBE.restarted()))));

    fixture.awaitView(RestartedAgentTest::isCritical);

    assertThat(Duration.ofNanos(System.nanoTime() - restarted))
        .isGreaterThan(Duration.ofMillis(1900));
  }

  @Test
  void keepsItsHealthInAPlainReadAsWell() {
    fixture.consul.reads("web", Answer.read(101, checked(SERVING.restarted().and(PROBE))));
    fixture.consul.polls("web", Answer.refused(500, ""));

    fixture.awaitStale("ConsulUnavailable");
    fixture.awaitPoll("web", 2);

    assertThat(fixture.views()).noneMatch(RestartedAgentTest::isCritical);
  }

  private static String checked(String checks) {
    return list(instance(checks));
  }

  private static InstanceJson instance(String checks) {
    return anInstance("a").at("10.0.0.1", 80).withChecks(checks);
  }

  private static boolean isCritical(EndpointsView view) {
    return view.endpoints().stream()
        .map(Endpoint::health)
        .anyMatch(EndpointHealth.CRITICAL::equals);
  }
}
