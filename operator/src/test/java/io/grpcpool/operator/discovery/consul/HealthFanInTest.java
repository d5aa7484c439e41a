package io.grpcpool.operator.discovery.consul;

import static io.grpcpool.operator.discovery.consul.InstanceJson.anInstance;
import static io.grpcpool.operator.discovery.consul.InstanceJson.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Six hundred services and a budget of ten polls. Reading all of them in turn takes 30 s. */
@Timeout(120)
class HealthFanInTest {
  private static final int SERVICES = 600;
  private static final int POLLS = 10;
  private static final String ALL_CHECKS = "/v1/health/state/any";
  private static final Duration LESS_THAN_A_ROUND = Duration.ofSeconds(25);

  private WatchFixture fixture = new WatchFixture(WatchLimits.defaults().withPolls(POLLS));

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void readsServicesWithoutASlotAsSoonAsTheirChecksChange() {
    watchAll();

    serveAll("critical");
    fixture.consul.pollsChecks(Answer.read(101, checks("passing", "critical")));

    awaitCriticalWithoutASlot();
  }

  @Test
  void readsAllServicesOfANodeWhoseOwnCheckChanges() {
    watchAll();

    serveAll("critical");
    fixture.consul.pollsChecks(Answer.read(101, checks("critical", "passing")));

    awaitCriticalWithoutASlot();
  }

  @Test
  void noticesWhatChangedWhileAllChecksCouldNotBeRead() {
    watchAll();

    serveAll("critical");
    fixture.consul.checks(Answer.read(101, checks("passing", "critical")));
    fixture.consul.pollsChecks(Answer.refused(500, "rpc error"));

    awaitCriticalWithoutASlot();
  }

  @Test
  void opensNoMoreConnectionsThanItsBudgetAndAFewReads() {
    watchAll();

    // Sixteen plain reads, the checks and the names beside the polls.
    assertThat(fixture.consul.mostAtOnce()).isLessThanOrEqualTo(POLLS + 18);
  }

  @Test
  void asksForAllChecksOnlyWhereSlotsDoNotSuffice() {
    fixture.close();
    fixture = new WatchFixture(WatchLimits.defaults().withPolls(POLLS));
    serveAll("passing");

    IntStream.range(0, POLLS).forEach(i -> fixture.watch("s" + i));

    IntStream.range(0, POLLS).forEach(i -> fixture.awaitPoll("s" + i, 1));
    assertThat(fixture.consul.requests()).noneMatch(request -> request.path().equals(ALL_CHECKS));
  }

  private void watchAll() {
    serveAll("passing");
    fixture.consul.checks(Answer.read(100, checks("passing", "passing")));
    IntStream.range(0, SERVICES).forEach(i -> fixture.watch("s" + i));
    await().atMost(Duration.ofSeconds(30)).until(() -> fixture.views().size() == SERVICES);
    await().until(() -> fixture.consul.blocking(ALL_CHECKS) == 1);
  }

  private void serveAll(String state) {
    for (int i = 0; i < SERVICES; i++) {
      InstanceJson instance = anInstance("i" + i).at("10.0.0.1", 1000 + i);
      fixture.consul.reads("s" + i, Answer.read(100, list(instance.checked(state))));
    }
  }

  /** All checks: one of the node, and one of each service. */
  private static String checks(String ofNode, String ofServices) {
    String services =
        IntStream.range(0, SERVICES)
            .mapToObj(i -> check("s" + i, ofServices))
            .collect(Collectors.joining(","));
    return "[" + check("", ofNode) + "," + services + "]";
  }

  private static String check(String service, String state) {
    return """
        {"Node":"n1","CheckID":"c","ServiceID":"%s","ServiceName":"%s","Status":"%s"}"""
        .formatted(service, service, state);
  }

  private void awaitCriticalWithoutASlot() {
    await()
        .atMost(LESS_THAN_A_ROUND)
        .until(
            () ->
                fixture.views().stream().filter(HealthFanInTest::critical).count()
                    >= SERVICES - POLLS);
  }

  private static boolean critical(EndpointsView view) {
    return view.endpoints().stream()
        .anyMatch(endpoint -> endpoint.health() == EndpointHealth.CRITICAL);
  }
}
