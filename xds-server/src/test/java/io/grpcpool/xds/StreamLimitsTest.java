package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.ResourceType.ENDPOINTS;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.endpoints;
import static io.grpcpool.xds.Resources.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one stream may cost, and that no other stream pays for it. */
@Timeout(60)
class StreamLimitsTest {

  @RegisterExtension final RunningServer xds = new RunningServer();

  @Test
  void acceptsFiveThousandNames() {
    RawClient client = xds.connect();

    client.subscribe(CLUSTER, manyNames(5_000));

    assertThat(client.next(CLUSTER).getResourcesList()).isEmpty();
  }

  @Test
  void endsAStreamThatAsksForMoreNames() throws Exception {
    RawClient client = xds.connect();

    client.subscribe(CLUSTER, manyNames(5_001));

    assertThat(client.end().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(client.end().getDescription()).contains("resource_names", "5001", "5000");
  }

  @Test
  void endsAStreamWithTooMuchMetadata() throws Exception {
    Value large = Value.newBuilder().setStringValue("x".repeat(16 * 1024)).build();
    RawClient client =
        xds.connect(
            Node.newBuilder().setMetadata(Struct.newBuilder().putFields("large", large)).build());

    client.subscribe(CLUSTER, "a");

    assertThat(client.end().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(client.end().getDescription()).contains("node.metadata", "16384");
  }

  @Test
  void endsAStreamThatAsksTooOftenAndNoOther() throws Exception {
    xds.publish(cluster("a"));
    RawClient other = xds.connect();
    RawClient client = xds.connect();

    IntStream.range(0, 10_000).forEach(i -> client.send(RawClient.request("unknown", null)));

    assertThat(client.end().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    other.subscribe(CLUSTER, "a");
    assertThat(names(other.next(CLUSTER))).containsExactly("a");
  }

  @Test
  void endsAStreamWhoseRequestIsLargerThanOneMebibyteWithWords() throws Exception {
    RawClient client = xds.connect();

    client.subscribe(CLUSTER, "x".repeat(1024 * 1024));

    assertThat(client.end().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(client.end().getDescription()).contains("the request has", "1048576");
  }

  @Test
  void cancelsAStreamWhoseRequestIsLargerThanFourMebibytesAndNoOther() throws Exception {
    xds.publish(cluster("a"));
    RawClient other = xds.connect();
    RawClient client = xds.connect();

    client.subscribe(CLUSTER, "x".repeat(4 * 1024 * 1024));

    assertThat(client.end().getCode()).isEqualTo(Status.Code.CANCELLED);
    other.subscribe(CLUSTER, "a");
    assertThat(names(other.next(CLUSTER))).containsExactly("a");
  }

  @Test
  void doesNotCountAcknowledgements() {
    RawClient client = xds.connect();
    client.subscribe(ENDPOINTS, "a");
    client.accept(ENDPOINTS, "a");
    client.untilFence();

    for (int port = 1; port <= 1_000; port++) {
      xds.publish(endpoints("a", port));
      client.accept(ENDPOINTS, "a");
    }

    assertThat(client.untilFence()).isEmpty();
  }

  @Test
  void splitsEndpointsThatDoNotFitIntoOneMessage() {
    String[] names = {"a", "b", "c"};
    for (String name : names) {
      xds.publish(endpoints(name, IntStream.rangeClosed(1, 65_000).toArray()));
    }
    RawClient client = xds.connect();
    client.subscribe(ENDPOINTS, names);
    List<String> received = new ArrayList<>();

    while (received.size() < 3) {
      DiscoveryResponse response = client.accept(ENDPOINTS, names);
      assertThat(response.getSerializedSize()).isLessThan(4 * 1024 * 1024);
      received.addAll(names(response));
    }

    assertThat(received).containsExactlyInAnyOrder(names);
  }

  @Test
  void givesASlowReaderTheLatestWhenItResumes() {
    int[] many = IntStream.rangeClosed(1, 20_000).toArray();
    xds.publish(endpoints("a", many));
    RawClient slow = xds.connectSlowReader();
    slow.subscribe(ENDPOINTS, "a");
    await()
        .until(() -> xds.server().acknowledged(new ResourceKey(ENDPOINTS, "a")).subscribers() == 1);
    IntStream.range(0, 20).forEach(i -> xds.publish(endpoints("a", i + 1)));

    slow.read(100);

    slow.accept(ENDPOINTS, "a");
    DiscoveryResponse latest = slow.untilFence().stream().reduce((a, b) -> b).orElseThrow();
    RawClient other = xds.connect();
    other.subscribe(ENDPOINTS, "a");
    assertThat(latest.getVersionInfo()).isEqualTo(other.next(ENDPOINTS).getVersionInfo());
  }

  private static String[] manyNames(int count) {
    return IntStream.range(0, count).mapToObj(i -> "name-" + i).toArray(String[]::new);
  }
}
