package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.ENDPOINTS;
import static io.grpcpool.xds.Resources.endpoints;
import static io.grpcpool.xds.Resources.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A change costs its subscribers, whatever else is served and connected. */
@Timeout(60)
class TargetedPushTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @RegisterExtension final RunningServer xds = new RunningServer(builder -> builder.meters(meters));

  @Test
  void sendsOneResponseToEachOfTwentySubscribersAmongTwoHundredStreams() {
    xds.publish(
        IntStream.range(0, 500)
            .mapToObj(i -> endpoints("service-" + i, 1))
            .toArray(ServedResource[]::new));
    List<RawClient> clients = IntStream.range(0, 200).mapToObj(i -> subscribed(i)).toList();
    List<RawClient> subscribers = clients.subList(0, 20);
    clients.forEach(RawClient::untilFence);
    double before = responses();

    xds.publish(endpoints("service-0", 2));

    subscribers.forEach(
        client -> assertThat(names(client.next(ENDPOINTS))).containsExactly("service-0"));
    assertThat(xds.server().clients()).hasSize(200);
    assertThat(responses() - before).isEqualTo(20);
  }

  /** The first 20 subscribe to service 0, the others to services of their own. */
  private RawClient subscribed(int index) {
    String service = "service-" + (index < 20 ? 0 : index);
    String another = "service-" + (200 + index);
    RawClient client = xds.connect();
    client.subscribe(ENDPOINTS, service, another);
    client.accept(ENDPOINTS, service, another);
    return client;
  }

  private double responses() {
    return meters.get("xds.responses").tag("type", ENDPOINTS.label()).counter().count();
  }
}
