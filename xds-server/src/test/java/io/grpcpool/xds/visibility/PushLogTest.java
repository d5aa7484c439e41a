package io.grpcpool.xds.visibility;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.xds.Acknowledgements;
import io.grpcpool.xds.Publication;
import io.grpcpool.xds.PublicationCause;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.visibility.Push.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered of publications. */
class PushLogTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final ResourceKey A = new ResourceKey(CLUSTER, "a");
  private static final ResourceKey B = new ResourceKey(CLUSTER, "b");

  private final Map<ResourceKey, Acknowledgements> counts = new HashMap<>();
  private Instant now = START;
  private final PushLog log =
      new PushLog(
          key -> counts.getOrDefault(key, new Acknowledgements(0, 0, 0, List.of())), () -> now);

  @Test
  void measuresTheTimeToTheLastAcknowledgement() {
    behind(A);
    publish(3, A);
    assertThat(latest().state()).isEqualTo(State.OPEN);
    now = START.plusMillis(7);

    acknowledge(A);

    assertThat(latest().state()).isEqualTo(State.ACKNOWLEDGED);
    assertThat(latest().lastAcknowledgement()).isEqualTo(Duration.ofMillis(7));
    assertThat(latest().streams()).isEqualTo(3);
    assertThat(latest().cause()).isEqualTo(new PublicationCause("default/shop", 4));
  }

  @Test
  void isOpenUntilEachOfItsResourcesIsAcknowledged() {
    behind(A);
    behind(B);
    publish(1, A, B);

    acknowledge(A);

    assertThat(latest().state()).isEqualTo(State.OPEN);
  }

  @Test
  void believesNoCountsBeforeEveryStreamWasTold() {
    CompletableFuture<Integer> told = new CompletableFuture<>();
    publish(told, A);
    log.acknowledgementsChanged(Set.of(A));
    assertThat(latest().state()).isEqualTo(State.OPEN);
    assertThat(latest().streams()).isNull();

    told.complete(0);

    assertThat(latest().state()).isEqualTo(State.ACKNOWLEDGED);
    assertThat(latest().lastAcknowledgement()).isNull();
  }

  @Test
  void isSupersededByALaterPushOfOneOfItsResources() {
    behind(A);
    publish(1, A, B);

    publish(1, A);
    acknowledge(A);

    assertThat(log.latest())
        .extracting(Push::state)
        .containsExactly(State.ACKNOWLEDGED, State.SUPERSEDED);
  }

  @Test
  void keepsTheLastTwoHundred() {
    IntStream.rangeClosed(1, 250).forEach(i -> publish(0, A));

    assertThat(log.latest()).hasSize(PushLog.SIZE);
    assertThat(log.latest()).first().extracting(Push::number).isEqualTo(250L);
    assertThat(log.latest()).last().extracting(Push::number).isEqualTo(51L);
  }

  @Test
  void listsTwentyResourcesAndCountsAll() {
    publish(
        0,
        IntStream.range(0, 500)
            .mapToObj(i -> new ResourceKey(CLUSTER, "c" + i))
            .toArray(ResourceKey[]::new));

    assertThat(latest().versions()).hasSize(20);
    assertThat(latest().resources()).isEqualTo(500);
  }

  private void behind(ResourceKey key) {
    counts.put(key, new Acknowledgements(1, 0, 0, List.of()));
  }

  private void acknowledge(ResourceKey key) {
    counts.put(key, new Acknowledgements(1, 1, 0, List.of()));
    log.acknowledgementsChanged(Set.of(key));
  }

  private void publish(int streams, ResourceKey... keys) {
    publish(CompletableFuture.completedFuture(streams), keys);
  }

  private void publish(CompletableFuture<Integer> streams, ResourceKey... keys) {
    Map<ResourceKey, List<String>> versions =
        List.of(keys).stream().collect(Collectors.toMap(key -> key, key -> List.of("v")));
    log.published(new Publication(now, new PublicationCause("default/shop", 4), versions, streams));
  }

  private Push latest() {
    return log.latest().get(0);
  }
}
