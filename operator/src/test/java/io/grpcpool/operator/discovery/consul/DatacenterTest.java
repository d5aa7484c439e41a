package io.grpcpool.operator.discovery.consul;

import static io.grpcpool.operator.discovery.consul.InstanceJson.anInstance;
import static io.grpcpool.operator.discovery.consul.InstanceJson.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Probes, and several datacenters in one view. */
@Timeout(60)
class DatacenterTest {
  private static final InstanceJson A = anInstance("a").at("10.0.0.1", 80);
  private static final InstanceJson B = anInstance("b").at("10.0.0.2", 80);

  private final WatchFixture fixture =
      new WatchFixture(WatchLimits.defaults().withProbeInterval(Duration.ofMillis(100)));

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void isStaleWhenAProbeFailsThoughTheStreamIsSilent() {
    fixture.watchServing(A);

    fixture.consul.reads("web", Answer.refused(500, "No cluster leader"));

    EndpointsView stale = fixture.awaitStale("ConsulUnavailable: HTTP 500: No cluster leader");
    assertThat(stale.endpoints()).hasSize(1);
  }

  @Test
  void isFreshAgainAfterAProbeThatIsAnswered() {
    fixture.watchServing(A);
    fixture.consul.reads("web", Answer.refused(403, "ACL not found"));
    int stale = fixture.views().indexOf(fixture.awaitStale("ConsulDenied"));

    fixture.consul.reads("web", Answer.read(100, list(A)));

    fixture.awaitView(
        view -> view.freshness() == Freshness.FRESH && fixture.views().lastIndexOf(view) > stale);
  }

  @Test
  void takesWhatAProbeSawAndTheStreamDidNot() {
    fixture.watchServing(A);

    fixture.consul.reads("web", Answer.read(101, list(A, B)));

    fixture.awaitFresh("n1/a", "n1/b");
  }

  @Test
  void knowsByItsProbesThatTheIndexWentBackThoughItStandsAboveThatOfTheFirstRead() {
    fixture.watchServing(A, B);
    fixture.consul.reads("web", Answer.read(500, list(A, B)));
    long before = fixture.plainReads("web");
    await().atMost(WatchFixture.PATIENCE).until(() -> fixture.plainReads("web") > before + 1);

    fixture.consul.reads("web", Answer.read(200, list(A)));

    EndpointsView stale = fixture.awaitStale("ConsulIndexRegressed");
    assertThat(WatchFixture.ids(stale)).containsExactly("n1/a", "n1/b");
  }

  @Test
  void joinsDatacentersInTheirOrder() {
    fixture.consul.reads("web?dc=east", Answer.read(100, list(B)));
    fixture.consul.reads("web?dc=west", Answer.read(100, list(A)));

    fixture.watch(List.of("east", "west"));

    fixture.awaitFresh("n1/b", "n1/a");
  }

  @Test
  void showsNothingUntilEachDatacenterAnsweredOnce() {
    fixture.consul.reads("web?dc=east", Answer.refused(500, "No path to datacenter"));
    fixture.consul.reads("web?dc=west", Answer.read(100, list(A)));

    fixture.watch(List.of("east", "west"));

    EndpointsView view = fixture.awaitView(given -> given.detail().startsWith("east: Consul"));
    assertThat(view.freshness()).isEqualTo(Freshness.UNKNOWN);
    assertThat(view.endpoints()).isEmpty();
  }

  @Test
  void keepsTheEndpointsOfADatacenterThatIsLost() {
    fixture.consul.reads("web?dc=east", Answer.read(100, list(B)));
    fixture.consul.reads("web?dc=west", Answer.read(100, list(A)));
    fixture.watch(List.of("east", "west"));
    fixture.awaitFresh("n1/b", "n1/a");

    fixture.consul.reads("web?dc=west", Answer.refused(500, "No path to datacenter"));

    EndpointsView stale = fixture.awaitStale("west: ConsulUnavailable");
    assertThat(WatchFixture.ids(stale)).containsExactly("n1/b", "n1/a");
  }
}
