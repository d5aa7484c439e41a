package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.ResourceType.LISTENER;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.listener;
import static io.grpcpool.xds.Resources.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names that may still turn up hold one answer, and that not for ever. */
@Timeout(90)
class NotYetKnownNamesTest {

  private final ManualScheduler scheduler = new ManualScheduler();
  private final Set<String> pending = ConcurrentHashMap.newKeySet();

  @RegisterExtension
  final RunningServer xds =
      new RunningServer(
          builder ->
              builder
                  .scheduler(scheduler)
                  .knowledge((key, client) -> pending.contains(key.name())));

  @Test
  void holdsTheFirstAnswerUntilTheNameIsServed() {
    pending.add("late");
    RawClient client = xds.connect();
    client.subscribe(LISTENER, "late");
    assertThat(client.untilFence()).isEmpty();

    xds.publish(listener("late", "a"));

    assertThat(names(client.next(LISTENER))).containsExactly("late");
  }

  @Test
  void holdsTheFirstAnswerUntilTheNameIsKnownToBeAbsent() {
    pending.add("late");
    RawClient client = xds.connect();
    client.subscribe(LISTENER, "late");
    assertThat(client.untilFence()).isEmpty();

    pending.clear();
    xds.server().knowledgeChanged();

    assertThat(client.next(LISTENER).getResourcesList()).isEmpty();
  }

  @Test
  void answersWithoutTheNameAfterTenSecondsAndGoesOnWaiting() {
    xds.publish(listener("here", "a"));
    pending.add("late");
    RawClient client = xds.connect();
    client.subscribe(LISTENER, "here", "late");
    scheduler.advance(Duration.ofMillis(9_999));
    assertThat(client.untilFence()).isEmpty();

    scheduler.advance(Duration.ofSeconds(10));

    assertThat(names(client.accept(LISTENER, "here", "late"))).containsExactly("here");
    xds.publish(listener("late", "a"));
    assertThat(names(client.next(LISTENER))).containsExactly("here", "late");
  }

  @Test
  void holdsNeitherOtherTypesNorOtherStreams() {
    xds.publish(listener("here", "a"), cluster("a"));
    pending.add("late");
    RawClient waiting = xds.connect();
    waiting.subscribe(LISTENER, "late");
    RawClient other = xds.connect();

    waiting.subscribe(CLUSTER, "a");
    other.subscribe(LISTENER, "here");

    assertThat(names(waiting.next(CLUSTER))).containsExactly("a");
    assertThat(names(other.next(LISTENER))).containsExactly("here");
  }

  @Test
  void doesNotHoldLaterAnswers() {
    xds.publish(listener("here", "a"));
    pending.add("late");
    RawClient client = xds.connect();
    client.subscribe(LISTENER, "here");
    var first = client.accept(LISTENER, "here");

    client.ack(first, "here", "late");

    assertThat(names(client.next(LISTENER))).containsExactly("here");
  }

  @Test
  void forgetsTheWaitOfAStreamThatEnds() {
    pending.add("late");
    RawClient client = xds.connect();
    client.subscribe(LISTENER, "late");
    assertThat(client.untilFence()).isEmpty();

    client.close();

    await().until(() -> xds.server().clients().isEmpty());
    scheduler.advance(Duration.ofMillis(AcknowledgementEvents.GATHER_MILLIS));
    assertThat(scheduler.waiting()).isZero();
  }
}
