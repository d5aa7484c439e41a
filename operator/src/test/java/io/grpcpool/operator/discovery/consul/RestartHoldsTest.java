package io.grpcpool.operator.discovery.consul;

import static io.grpcpool.operator.discovery.consul.CheckJson.probe;
import static io.grpcpool.operator.discovery.consul.CheckJson.ttl;
import static io.grpcpool.operator.discovery.consul.InstanceJson.anInstance;
import static io.grpcpool.operator.discovery.consul.InstanceJson.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long an instance keeps its health after a restart of its agent, and what ends it. */
class RestartHoldsTest {
  private static final CheckJson SERVING = ttl().saying("serving");
  private static final ServiceSnapshot WELL = answer(SERVING.onNode());
  private static final ServiceSnapshot RESTARTED = answer(SERVING.restarted().onNode());

  private final RestartHolds holds = new RestartHolds(new ServiceKey("web", ""));

  @Test
  void keepsAnInstancePassing() {
    see(WELL, 0);

    see(RESTARTED, 5);

    assertThat(shown(RESTARTED).health()).isEqualTo(EndpointHealth.PASSING);
    assertThat(holds.until()).hasValue(at(35));
  }

  @Test
  void keepsAWarningInstanceWarningWithTheWeightOfThat() {
    String weights = "\"Weights\":{\"Passing\":10,\"Warning\":3}";
    String warning = SERVING.onNode().replaceFirst("passing", "warning");
    see(parsed(anInstance("a").having(weights).withChecks(warning)), 0);
    ServiceSnapshot restarted =
        parsed(anInstance("a").having(weights).withChecks(SERVING.restarted().onNode()));

    see(restarted, 5);

    assertThat(shown(restarted).health()).isEqualTo(EndpointHealth.WARNING);
    assertThat(shown(restarted).weight()).isEqualTo(3);
  }

  @Test
  void showsWhatElseChangedMeanwhile() {
    see(WELL, 0);
    ServiceSnapshot moved =
        parsed(anInstance("a").at("10.0.0.9", 90).withChecks(SERVING.restarted().onNode()));

    see(moved, 5);

    assertThat(shown(moved).address()).isEqualTo("10.0.0.9");
  }

  @Test
  void waitsNoLongerWhenTheSameIsSaidAgain() {
    see(WELL, 0);
    see(RESTARTED, 5);

    see(RESTARTED, 20);

    assertThat(holds.until()).hasValue(at(35));
  }

  @Test
  void endsWithTheFirstWordOfTheCheck() {
    see(WELL, 0);
    see(RESTARTED, 5);
    ServiceSnapshot failed = answer(SERVING.critical("database away").onNode());

    see(failed, 6);

    assertThat(shown(failed).health()).isEqualTo(EndpointHealth.CRITICAL);
    assertThat(holds.until()).isEmpty();
  }

  @Test
  void believesAFailureAfterTheHeartbeatThatEndedIt() {
    see(WELL, 0);
    see(RESTARTED, 5);
    see(answer(ttl().onNode()), 6);

    see(RESTARTED, 7);

    assertThat(shown(RESTARTED).health()).isEqualTo(EndpointHealth.CRITICAL);
  }

  @Test
  void endsWhenTheTimeIsOverAndStaysSo() {
    see(WELL, 0);
    see(RESTARTED, 5);

    holds.release(at(35));
    see(RESTARTED, 36);

    assertThat(shown(RESTARTED).health()).isEqualTo(EndpointHealth.CRITICAL);
    assertThat(holds.until()).isEmpty();
  }

  @Test
  void endsByMaintenance() {
    String mark = "{\"CheckID\":\"_node_maintenance\",\"Status\":\"critical\",\"ServiceID\":\"\"}";
    see(WELL, 0);
    see(RESTARTED, 5);
    ServiceSnapshot marked = answer(SERVING.restarted().onNode() + "," + mark);

    see(marked, 6);

    assertThat(shown(marked).health()).isEqualTo(EndpointHealth.MAINTENANCE);
  }

  @Test
  void keepsNoHealthForAnInstanceThatWasNeverWell() {
    see(RESTARTED, 5);

    assertThat(shown(RESTARTED).health()).isEqualTo(EndpointHealth.CRITICAL);
  }

  @Test
  void forgetsAnInstanceThatLeft() {
    see(WELL, 0);
    holds.retain(ServiceSnapshot.NOTHING);

    see(RESTARTED, 5);

    assertThat(shown(RESTARTED).health()).isEqualTo(EndpointHealth.CRITICAL);
  }

  @Test
  void waitsForTheFirstOfSeveral() {
    InstanceJson second = anInstance("b").at("10.0.0.2", 80);
    see(parsed(instance(SERVING.onNode()), second.withChecks(ofB(probe("http").onNode()))), 0);
    see(
        parsed(
            instance(SERVING.restarted().onNode()),
            second.withChecks(ofB(probe("http").restarted().onNode()))),
        5);

    assertThat(holds.until()).hasValue(at(7));
  }

  private static String ofB(String checks) {
    return checks.replace("\"ServiceID\":\"a\"", "\"ServiceID\":\"b\"");
  }

  private void see(ServiceSnapshot answer, long second) {
    holds.see(answer, at(second));
  }

  private Endpoint shown(ServiceSnapshot answer) {
    return holds.applied(answer).endpoints().get(0);
  }

  private static Instant at(long second) {
    return Instant.EPOCH.plusSeconds(second);
  }

  private static InstanceJson instance(String checks) {
    return anInstance("a").withChecks(checks);
  }

  private static ServiceSnapshot answer(String checks) {
    return parsed(instance(checks));
  }

  private static ServiceSnapshot parsed(InstanceJson... instances) {
    byte[] body = list(instances).getBytes(StandardCharsets.UTF_8);
    try {
      return new ConsulInstances(InstanceRules.DEFAULT).parse(new ByteArrayInputStream(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
