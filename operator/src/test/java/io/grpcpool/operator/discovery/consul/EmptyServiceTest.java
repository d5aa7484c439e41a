package io.grpcpool.operator.discovery.consul;

import static io.grpcpool.operator.discovery.consul.InstanceJson.anInstance;
import static io.grpcpool.operator.discovery.consul.InstanceJson.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A list without instances: when it is believed, and when it is not. */
@Timeout(60)
class EmptyServiceTest {
  private static final InstanceJson A = anInstance("a");
  private static final Duration LONG = Duration.ofMinutes(10);

  private final WatchFixture fixture = new WatchFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void isBelievedAfterTheHoldDownWhenTheNameIsGoneAndTheIndexMovedOn() {
    watchOne();

    vanish(names("consul", "other"), 101, Answer.streamed(101, "[]"));

    fixture.awaitStale("ConsulEmpty");
    fixture.awaitView(view -> view.freshness() == Freshness.FRESH && view.endpoints().isEmpty());
  }

  @Test
  void isHeldForAsLongAsThePolicySays() {
    serveOne();
    fixture.watch("web", LONG);
    fixture.awaitPoll("web", 1);

    vanish(names("consul", "other"), 101, Answer.streamed(101, "[]"));

    assertThat(fixture.awaitStale("ConsulEmpty").detail())
        .isEqualTo("ConsulEmpty: the service left the catalogue; what it had is kept for 600 s");
  }

  @Test
  void isTakenForALossWhenTheIndexWentBack() {
    watchOne();

    vanish(names("consul"), 6, Answer.refused(500, ""));

    EndpointsView view = fixture.awaitStale("ConsulCatalogLost");
    assertThat(view.endpoints()).hasSize(1);
  }

  @Test
  void isTakenForALossWhenHalfOfTheServicesVanishAtOnce() {
    fixture.consul.reads("web", Answer.read(100, list(A)));
    fixture.consul.names(names("consul", "web", "w2", "w3"));
    fixture.watch("web");
    fixture.awaitPoll("web", 1);

    vanish(names("consul", "w3"), 101, Answer.streamed(101, "[]"));

    assertThat(fixture.awaitStale("ConsulCatalogLost").endpoints()).hasSize(1);
  }

  @Test
  void isNotBelievedWhenTheIndexDidNotMove() {
    watchOne();

    vanish(names("consul"), 100, Answer.streamed(101, "[]"));

    assertThat(fixture.awaitStale("ConsulEmpty").detail()).contains("index did not move");
  }

  /** Before 1.10 blocking queries were no streams, and before 1.11 no header told of filtering. */
  @Test
  void isNotBelievedWhenTheIndexDidNotMoveSinceAnOldServersLastChange() {
    watchOne();
    fixture.consul.polls("web", Answer.read(105, list(A.checked("warning"))));
    fixture.awaitPoll("web", 2);

    vanish(names("consul"), 105, Answer.read(105, "[]"));

    assertThat(fixture.awaitStale("ConsulEmpty").detail()).contains("index did not move");
  }

  @Test
  void isNotBelievedOfAStreamWithoutASnapshot() {
    watchOne();

    fixture.consul.polls("web", Answer.streamed(1, "[]"));

    fixture.awaitStale("ConsulStale");
    assertThat(fixture.awaitFresh("n1/a").endpoints()).hasSize(1);
  }

  @Test
  void isBelievedAtOnceOfAServiceThatWasNeverThere() {
    fixture.consul.names(names("consul", "other"));

    fixture.watch("web", LONG);

    fixture.awaitFresh();
  }

  @Test
  void isNotBelievedAtTheStartWhenNothingIsRegisteredAtAll() {
    fixture.consul.names(names("consul"));

    fixture.watch("web", LONG);

    EndpointsView view = fixture.awaitView(given -> given.detail().startsWith("ConsulEmpty"));
    assertThat(view.freshness()).isEqualTo(Freshness.UNKNOWN);
  }

  @Test
  void watchesTheNamesAndNotTheMissingService() {
    fixture.consul.names(names("consul", "other"));
    fixture.watch("web");
    fixture.awaitFresh();

    serveOne();
    fixture.consul.pollsNames(names("consul", "other", "web"));

    fixture.awaitFresh("n1/a");
    assertThat(fixture.consul.blockingQueries("web")).isLessThanOrEqualTo(1);
  }

  private void watchOne() {
    fixture.consul.names(names("consul", "web", "other"));
    fixture.watchServing(A);
  }

  /** The service is gone: from the names, from a read, and in the answer to the blocking query. */
  private void vanish(Answer names, long index, Answer polled) {
    fixture.consul.names(names);
    fixture.consul.reads("web", Answer.read(index, "[]"));
    fixture.consul.polls("web", polled);
  }

  private void serveOne() {
    fixture.consul.reads("web", Answer.read(100, list(A)));
    fixture.consul.names(names("consul", "web", "other"));
  }

  private static Answer names(String... names) {
    return Answer.read(100, "{\"" + String.join("\":[],\"", names) + "\":[]}");
  }
}
