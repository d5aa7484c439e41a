package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.ResourceType.ENDPOINTS;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.endpoints;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.envoyproxy.envoy.admin.v3.ClientResourceStatus;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.status.v3.ClientConfig;
import io.envoyproxy.envoy.service.status.v3.ClientConfig.GenericXdsConfig;
import io.envoyproxy.envoy.service.status.v3.ClientStatusDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.envoyproxy.envoy.service.status.v3.ClientStatusResponse;
import io.envoyproxy.envoy.service.status.v3.ConfigStatus;
import io.envoyproxy.envoy.type.matcher.v3.NodeMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.grpcpool.xds.visibility.ClientStatusService;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** CSDS as any tool calls it: with generated stubs, on the port of ADS. */
@Timeout(90)
class ClientStatusDiscoveryTest {

  @RegisterExtension final RunningServer xds = new RunningServer();

  private ManagedChannel channel;

  ClientStatusDiscoveryTest() {
    xds.server().add(new ClientStatusService(xds.server()::clients, Runnable::run).definition());
  }

  @BeforeEach
  void connect() {
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", xds.server().port()).usePlaintext().build();
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  @Test
  void saysOfEachResourceWhatTheClientAcknowledged() {
    xds.publish(cluster("a"), endpoints("a", 1));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    DiscoveryResponse accepted = client.accept(CLUSTER, "a");
    client.subscribe(ENDPOINTS, "a", "nowhere");
    client.next(ENDPOINTS);

    ClientConfig config = fetch().getConfig(0);

    assertThat(config.getNode().getId()).isEqualTo("raw");
    assertThat(config.getGenericXdsConfigsList())
        .extracting(
            GenericXdsConfig::getTypeUrl,
            GenericXdsConfig::getName,
            GenericXdsConfig::getConfigStatus,
            GenericXdsConfig::getClientStatus)
        .containsExactly(
            tuple(CLUSTER, "a", ConfigStatus.SYNCED, ClientResourceStatus.ACKED),
            tuple(ENDPOINTS, "a", ConfigStatus.STALE, ClientResourceStatus.REQUESTED),
            tuple(
                ENDPOINTS, "nowhere", ConfigStatus.NOT_SENT, ClientResourceStatus.DOES_NOT_EXIST));
    assertThat(config.getGenericXdsConfigs(0).getVersionInfo())
        .isEqualTo(accepted.getVersionInfo());
  }

  private static org.assertj.core.groups.Tuple tuple(ResourceType type, Object... rest) {
    return org.assertj.core.api.Assertions.tuple(type.typeUrl(), rest[0], rest[1], rest[2]);
  }

  @Test
  void givesTheWordsOfARefusalWithoutWhatControlsATerminal() {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    DiscoveryResponse refused = client.next(CLUSTER);
    client.nack(refused, "", "unsupported\n\u001b[31mpolicy", "a");
    client.untilFence();

    GenericXdsConfig config = fetch().getConfig(0).getGenericXdsConfigs(0);

    assertThat(config.getConfigStatus()).isEqualTo(ConfigStatus.ERROR);
    assertThat(config.getClientStatus()).isEqualTo(ClientResourceStatus.NACKED);
    assertThat(config.getErrorState().getDetails()).isEqualTo("unsupported  [31mpolicy");
    assertThat(config.getErrorState().getVersionInfo()).isEqualTo(refused.getVersionInfo());
  }

  @Test
  void showsTheNodesThatAreAskedFor() {
    subscribed("web-1");
    subscribed("web-2");
    subscribed("job-1");

    ClientStatusResponse response =
        ClientStatusDiscoveryServiceGrpc.newBlockingStub(channel)
            .fetchClientStatus(nodes(StringMatcher.newBuilder().setPrefix("web-")));

    assertThat(response.getConfigList())
        .extracting(config -> config.getNode().getId())
        .containsExactly("web-1", "web-2");
  }

  @Test
  void refusesARegularExpressionByName() {
    StringMatcher.Builder regex = StringMatcher.newBuilder();
    regex.getSafeRegexBuilder().setRegex(".*");

    assertThatThrownBy(
            () ->
                ClientStatusDiscoveryServiceGrpc.newBlockingStub(channel)
                    .fetchClientStatus(nodes(regex)))
        .hasMessageContaining("INVALID_ARGUMENT")
        .hasMessageContaining("node_matchers.node_id: SAFE_REGEX");
  }

  @Test
  void answersEachRequestOfAStreamInOrder() throws Exception {
    subscribed("a");
    subscribed("b");
    Collected collected = new Collected();
    StreamObserver<ClientStatusRequest> requests =
        ClientStatusDiscoveryServiceGrpc.newStub(channel).streamClientStatus(collected);

    requests.onNext(nodes(StringMatcher.newBuilder().setExact("a")));
    requests.onNext(nodes(StringMatcher.newBuilder().setExact("b")));
    requests.onNext(ClientStatusRequest.getDefaultInstance());
    requests.onCompleted();

    assertThat(collected.completed.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(collected.responses)
        .extracting(
            response ->
                response.getConfigList().stream().map(config -> config.getNode().getId()).toList())
        .containsExactly(List.of("a"), List.of("b"), List.of("a", "b"));
  }

  private void subscribed(String node) {
    RawClient client = xds.connect(Node.newBuilder().setId(node).build());
    client.subscribe(CLUSTER, "a");
    client.next(CLUSTER);
  }

  private ClientStatusResponse fetch() {
    return ClientStatusDiscoveryServiceGrpc.newBlockingStub(channel)
        .fetchClientStatus(ClientStatusRequest.getDefaultInstance());
  }

  private static ClientStatusRequest nodes(StringMatcher.Builder matcher) {
    return ClientStatusRequest.newBuilder()
        .addNodeMatchers(NodeMatcher.newBuilder().setNodeId(matcher))
        .build();
  }

  /** Thread-safe. What one stream answered. */
  private static final class Collected implements StreamObserver<ClientStatusResponse> {

    private final BlockingQueue<ClientStatusResponse> responses = new LinkedBlockingQueue<>();
    private final CountDownLatch completed = new CountDownLatch(1);

    @Override
    public void onNext(ClientStatusResponse response) {
      responses.add(response);
    }

    @Override
    public void onError(Throwable t) {
      // A test that waits for the end sees that it did not come.
    }

    @Override
    public void onCompleted() {
      completed.countDown();
    }
  }
}
