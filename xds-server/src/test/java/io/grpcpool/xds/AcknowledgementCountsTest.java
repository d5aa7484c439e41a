package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.ResourceType.ENDPOINTS;
import static io.grpcpool.xds.Resources.endpoints;
import static io.grpcpool.xds.Resources.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.xds.identity.ClientIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Acknowledgements are of what is served now, also while streams have not been told of it yet. */
@Timeout(90)
class AcknowledgementCountsTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final Set<ResourceKey> told = ConcurrentHashMap.newKeySet();

  @RegisterExtension
  final RunningServer xds =
      new RunningServer(
          builder ->
              builder.shards(1).knowledge(this::isPending).acknowledgementListener(told::addAll));

  /** Holds up the thread that serves all streams. */
  private boolean isPending(ResourceKey key, ClientIdentity client) {
    if (key.name().equals("held")) {
      asked.countDown();
      try {
        answer.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return false;
  }

  private void holdUpStreams() throws InterruptedException {
    xds.connect().subscribe(CLUSTER, "held");
    asked.await();
  }

  private RawClient aClientThatAcknowledged() {
    xds.publish(endpoints("a", 1));
    RawClient client = xds.connect();
    client.subscribe(ENDPOINTS, "a");
    client.accept(ENDPOINTS, "a");
    await().atMost(SOON).until(() -> counts().complete());
    return client;
  }

  private Acknowledgements counts() {
    return xds.server().acknowledged(key(ENDPOINTS, "a"));
  }

  @AfterEach
  void letGo() {
    answer.countDown();
  }

  @Test
  void countsNobodyForAnUpdateThatStreamsHaveNotBeenToldOf() throws Exception {
    aClientThatAcknowledged();
    holdUpStreams();

    xds.publish(endpoints("a", 2));

    assertThat(counts()).isEqualTo(new Acknowledgements(1, 0, 0, List.of()));
  }

  @Test
  void countsWhoAcknowledgedTheUpdateInTheEnd() throws Exception {
    RawClient client = aClientThatAcknowledged();
    xds.publish(endpoints("a", 2));

    client.accept(ENDPOINTS, "a");

    await().atMost(SOON).until(() -> counts().complete());
  }

  @Test
  void goesOnCountingWhereAnUpdateChangesNothing() {
    aClientThatAcknowledged();

    xds.publish(endpoints("a", 1));

    assertThat(counts().complete()).isTrue();
  }

  @Test
  void tellsOfTheCountsOnceStreamsHaveBeenTold() throws Exception {
    aClientThatAcknowledged();
    holdUpStreams();
    xds.publish(endpoints("a", 2));
    told.clear();

    answer.countDown();

    await().atMost(SOON).until(() -> told.contains(key(ENDPOINTS, "a")));
  }
}
