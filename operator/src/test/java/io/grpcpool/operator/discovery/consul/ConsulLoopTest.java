package io.grpcpool.operator.discovery.consul;

import static io.grpcpool.operator.discovery.consul.InstanceJson.anInstance;
import static io.grpcpool.operator.discovery.consul.InstanceJson.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.operator.discovery.EndpointSource.Watch;
import io.grpcpool.operator.discovery.consul.ScriptedConsul.Request;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How blocking queries follow one another. */
@Timeout(60)
class ConsulLoopTest {
  private static final InstanceJson A = anInstance("a").at("10.0.0.1", 80);
  private static final InstanceJson B = anInstance("b").at("10.0.0.2", 80);

  private WatchFixture fixture = new WatchFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void waitsOnTheIndexOfTheLastAnswer() {
    fixture.watchServing(A);

    fixture.consul.polls("web", Answer.streamed(120, list(A, B)));

    fixture.awaitFresh("n1/a", "n1/b");
    fixture.awaitPoll("web", 2);
    assertThat(queriesOf("web")).anyMatch(query -> query.contains("index=120"));
  }

  @Test
  void reportsACriticalInstanceWithoutAnotherRead() {
    fixture.watchServing(A, B);
    long reads = fixture.plainReads("web");

    fixture.consul.polls("web", Answer.streamed(101, list(A, B.checked("critical"))));

    EndpointsView view = fixture.awaitView(given -> health(given, 1) == EndpointHealth.CRITICAL);
    assertThat(view.freshness()).isEqualTo(EndpointsView.Freshness.FRESH);
    assertThat(fixture.plainReads("web")).isEqualTo(reads);
  }

  @Test
  void removesAnInstanceOnlyWhenAPlainReadAgrees() {
    fixture.watchServing(A, B);

    fixture.consul.polls("web", Answer.streamed(101, list(A)));
    fixture.awaitPoll("web", 2);
    fixture.consul.reads("web", Answer.read(102, list(A)));
    fixture.consul.polls("web", Answer.streamed(102, list(A)));

    fixture.awaitFresh("n1/a");
    assertThat(fixture.views()).hasSize(2);
  }

  @Test
  void readsAnewWhenTheIndexGoesBack() {
    fixture.watchServing(A);

    fixture.consul.reads("web", Answer.read(101, list(A, B)));
    fixture.consul.polls("web", Answer.streamed(50, list(A)));

    fixture.awaitFresh("n1/a", "n1/b");
    fixture.awaitPoll("web", 2);
    assertThat(queriesOf("web")).noneMatch(query -> query.contains("index=50"));
  }

  @Test
  void keepsInstancesThatWentMissingWithACatalogueWhoseIndexWentBack() {
    fixture.watchServing(A, B);

    fixture.consul.reads("web", Answer.read(9, list(A)));
    fixture.consul.polls("web", Answer.refused(500, ""));

    EndpointsView view = fixture.awaitStale("ConsulIndexRegressed");
    assertThat(WatchFixture.ids(view)).containsExactly("n1/a", "n1/b");
  }

  @Test
  void isFreshAgainWhenInstancesThatWentMissingComeBack() {
    fixture.watchServing(A, B);
    fixture.consul.reads("web", Answer.read(9, list(A)));
    fixture.consul.polls("web", Answer.refused(500, ""));
    fixture.awaitStale("ConsulIndexRegressed");
    int views = fixture.views().size();

    fixture.consul.polls("web", Answer.streamed(10, list(A, B)));

    await().until(() -> fixture.views().size() > views);
    assertThat(fixture.views().get(views).freshness()).isEqualTo(EndpointsView.Freshness.FRESH);
  }

  @Test
  void keepsWhatItHasWhenNoInstanceCanBeUsedAnyMore() {
    fixture.watchServing(A);

    fixture.consul.reads("web", Answer.read(101, list(A.at("web.example", 80))));
    fixture.consul.polls("web", Answer.streamed(101, list(A.at("web.example", 80))));

    EndpointsView view = fixture.awaitStale("ConsulNoneUsable");
    assertThat(WatchFixture.ids(view)).containsExactly("n1/a");
    assertThat(view.problems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "abc", "18446744073709551615", "9223372036854775807"})
  void neverSpinsOrStallsOnAnIndexThatIsNone(String index) {
    Answer odd = Answer.streamed(1, list(A)).with("X-Consul-Index", index);
    fixture.consul.reads("web", Answer.read(1, list(A)).with("X-Consul-Index", index));
    fixture.watch("web");
    fixture.awaitFresh("n1/a");

    IntStream.range(0, 50).forEach(i -> fixture.consul.polls("web", odd));

    fixture.awaitPoll("web", 4);
    assertThat(fixture.consul.blockingQueries("web")).isLessThan(8);
    assertThat(queriesOf("web").stream().filter(query -> query.contains("index=")))
        .allMatch(query -> query.contains("index=1&"));
  }

  @Test
  void takesAnAnswerWithoutAnIndexAsIndexOne() {
    fixture.consul.reads("web", Answer.read(1, list(A)).without("X-Consul-Index"));

    fixture.watch("web");

    fixture.awaitPoll("web", 1);
    assertThat(queriesOf("web")).anyMatch(query -> query.contains("index=1&"));
  }

  @Test
  void slowsDownWhenAnswersComeEarlyAndBringNothing() {
    fixture.consul.reads("web", Answer.read(100, list(A)));
    IntStream.range(0, 100)
        .forEach(i -> fixture.consul.polls("web", Answer.streamed(100, list(A))));
    long started = System.nanoTime();

    fixture.watch("web");

    fixture.awaitPoll("web", 5);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofSeconds(2));
    assertThat(fixture.views()).hasSize(1);
  }

  @Test
  void isNotSlowedDownByChangesOfWhatIsNotLookedAt() {
    fixture.consul.reads("web", Answer.read(100, list(A)));
    IntStream.range(101, 115)
        .forEach(index -> fixture.consul.polls("web", Answer.streamed(index, list(A))));
    fixture.watch("web");

    fixture.consul.polls("web", Answer.streamed(120, list(A, B)));

    // Early returns that say that nothing moved would by now be paused for more than a minute.
    fixture.awaitFresh("n1/a", "n1/b");
  }

  @Test
  void tellsNothingWhenTheSameIsRegisteredAgain() {
    fixture.watchServing(A, B);

    fixture.consul.polls("web", Answer.streamed(101, list(B, A)));

    fixture.awaitPoll("web", 2);
    assertThat(fixture.views()).hasSize(1);
  }

  @Test
  void asksForGzipAndReadsIt() {
    fixture.consul.reads("web", Answer.read(100, list(A)).gzipped());

    fixture.watch("web");

    fixture.awaitFresh("n1/a");
    assertThat(fixture.consul.requests()).allMatch(Request::gzip);
  }

  @Test
  void asksForNamespaceAndPartitionOnlyWhereTheyAreConfigured() {
    fixture.watchServing(A);

    // The community edition answers 400 to any of both.
    assertThat(queriesOf("web")).noneMatch(query -> query.matches(".*(ns|partition)=.*"));
  }

  @Test
  void sendsNamespaceAndPartitionWithEveryRequest() {
    fixture.close();
    fixture = new WatchFixture(ConsulSettings.defaults().withTenancy("shop", "eu west"));
    fixture.consul.reads("web", Answer.read(100, list(A)));

    fixture.watch("web");

    fixture.awaitPoll("web", 1);
    assertThat(fixture.consul.requests())
        .extracting(Request::query)
        .allMatch(query -> query.contains("ns=shop") && query.contains("partition=eu%20west"));
  }

  @Test
  void asksNoSoonerThanAServerThatRefusesSays() {
    fixture.consul.reads("web", Answer.refused(429, "").with("Retry-After", "2"));
    long started = System.nanoTime();
    fixture.watch("web");

    await().atMost(WatchFixture.PATIENCE).until(() -> queriesOf("web").size() > 1);

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void sharesOnePollAmongWatchesOfOneService() {
    fixture.watchServing(A);

    fixture.watch("web");

    await().until(() -> fixture.views().size() == 2);
    assertThat(fixture.consul.blockingQueries("web")).isEqualTo(1);
  }

  @Test
  void tellsAClosedWatchNothingAndAsksNoMore() {
    Watch watch = fixture.watchServing(A);

    watch.close();
    fixture.consul.polls("web", Answer.streamed(101, list(A, B)));
    fixture.consul.reads("other", Answer.read(100, list(A)));
    fixture.watch("other");
    fixture.awaitPoll("other", 1);

    assertThat(fixture.consul.blockingQueries("web")).isEqualTo(1);
    assertThat(fixture.views()).allMatch(view -> view.endpoints().size() == 1);
  }

  @Test
  void readsServicesInTurnAboveTheBudgetOfPolls() {
    fixture.close();
    fixture = new WatchFixture(WatchLimits.defaults().withPolls(1));
    for (String service : List.of("s1", "s2", "s3")) {
      fixture.consul.reads(service, Answer.read(100, list(A)));
      fixture.watch(service);
    }
    await().until(() -> fixture.views().size() == 3);

    for (String service : List.of("s1", "s2", "s3")) {
      fixture.consul.reads(service, Answer.read(101, list(A, B)));
      fixture.consul.polls(service, Answer.streamed(101, list(A, B)));
    }

    await().until(() -> fixture.views().size() == 6);
    long polled =
        List.of("s1", "s2", "s3").stream()
            .filter(service -> fixture.consul.blockingQueries(service) > 0)
            .count();
    assertThat(polled).isEqualTo(1);
  }

  private List<String> queriesOf(String service) {
    return fixture.consul.requests().stream()
        .filter(request -> request.path().endsWith("/" + service))
        .map(Request::query)
        .toList();
  }

  private static EndpointHealth health(EndpointsView view, int index) {
    return view.endpoints().size() <= index
        ? EndpointHealth.PASSING
        : view.endpoints().get(index).health();
  }
}
