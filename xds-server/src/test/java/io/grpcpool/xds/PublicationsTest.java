package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpcpool.xds.visibility.Push;
import io.grpcpool.xds.visibility.Push.State;
import io.grpcpool.xds.visibility.PushLog;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the server tells of its publications, on real streams. */
@Timeout(90)
class PublicationsTest {

  private static final PublicationCause SHOP = new PublicationCause("default/shop", 7);

  @RegisterExtension final RunningServer xds = new RunningServer();

  private final PushLog log =
      new PushLog(key -> xds.server().acknowledged(key), InstantSource.system());

  @BeforeEach
  void follow() {
    xds.server().publications(log);
    xds.server().acknowledgements(log);
  }

  @Test
  void namesCauseVersionAndStreamsAndEndsWithTheLastAcknowledgement() {
    RawClient quick = subscribed();
    RawClient slow = subscribed();

    xds.server().publish(new ResourceUpdate(List.of(cluster("a")), Set.of(), SHOP));
    DiscoveryResponse response = quick.accept(CLUSTER, "a");
    quick.untilFence();

    assertThat(latest().cause()).isEqualTo(SHOP);
    assertThat(latest().streams()).isEqualTo(2);
    assertThat(latest().versions())
        .containsEntry(key(CLUSTER, "a"), List.of(response.getVersionInfo()));
    assertThat(latest().state()).isEqualTo(State.OPEN);
    slow.accept(CLUSTER, "a");
    await().until(() -> latest().state() == State.ACKNOWLEDGED);
    assertThat(latest().lastAcknowledgement()).isNotNull();
  }

  @Test
  void staysOpenWhileAClientRefusesIt() {
    RawClient client = subscribed();

    xds.publish(cluster("a"));
    client.nack(client.next(CLUSTER), "", "no", "a");
    client.untilFence();

    assertThat(xds.server().acknowledged(key(CLUSTER, "a")).refused()).isOne();
    assertThat(latest().state()).isEqualTo(State.OPEN);
  }

  @Test
  void isNotedOnceAndNotForBytesThatAreServedAlready() {
    xds.publish(cluster("a"));

    xds.publish(cluster("a"));

    assertThat(log.latest()).hasSize(1);
  }

  private RawClient subscribed() {
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    client.accept(CLUSTER, "a");
    client.untilFence();
    return client;
  }

  private Push latest() {
    return log.latest().get(0);
  }
}
