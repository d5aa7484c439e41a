package io.grpcpool.xds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the test's thread, but for what gRPC calls back. A scripted xDS client: it sends what
 * it is told, on a connection of its own, and gives its node in the first message alone.
 */
final class RawClient implements AutoCloseable {

  /** Far more than a quiet machine needs: a busy one is no failure. */
  private static final int PATIENCE_SECONDS = 30;

  static final Node NODE =
      Node.newBuilder()
          .setId("raw")
          .setUserAgentName("gRPC Go")
          .setUserAgentVersion("1.81")
          .build();

  /** The type of the fences; tests that use {@link #untilFence} leave it alone. */
  private static final ResourceType FENCE = ResourceType.ROUTE_CONFIGURATION;

  private final Node node;
  private final ManagedChannel channel;
  private final BlockingQueue<DiscoveryResponse> responses = new LinkedBlockingQueue<>();
  private final CompletableFuture<io.grpc.Status> end = new CompletableFuture<>();
  private final ClientCallStreamObserver<DiscoveryRequest> requests;
  private boolean introduced;
  private int fences;
  private String fenceNonce = "";

  RawClient(int port, Node node, int reads) {
    this(NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build(), node, reads);
  }

  RawClient(ManagedChannel channel, Node node, int reads) {
    this.node = node;
    this.channel = channel;
    this.requests =
        (ClientCallStreamObserver<DiscoveryRequest>)
            AggregatedDiscoveryServiceGrpc.newStub(channel)
                .streamAggregatedResources(new Responses(reads));
  }

  private final class Responses
      implements ClientResponseObserver<DiscoveryRequest, DiscoveryResponse> {

    private final int reads;

    Responses(int reads) {
      this.reads = reads;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<DiscoveryRequest> call) {
      call.disableAutoRequestWithInitial(reads);
    }

    @Override
    public void onNext(DiscoveryResponse response) {
      responses.add(response);
    }

    @Override
    public void onError(Throwable t) {
      end.complete(io.grpc.Status.fromThrowable(t));
    }

    @Override
    public void onCompleted() {
      end.complete(io.grpc.Status.OK);
    }
  }

  /** Asks for names, on the stream's behalf for the first time. */
  void subscribe(ResourceType type, String... names) {
    send(request(type.typeUrl(), null, names));
  }

  void ack(DiscoveryResponse response, String... names) {
    send(request(response.getTypeUrl(), response, names));
  }

  void nack(DiscoveryResponse response, String acceptedVersion, String words, String... names) {
    send(
        request(response.getTypeUrl(), response, names)
            .setVersionInfo(acceptedVersion)
            .setErrorDetail(Status.newBuilder().setCode(3).setMessage(words)));
  }

  static DiscoveryRequest.Builder request(
      String typeUrl, @Nullable DiscoveryResponse answered, String... names) {
    DiscoveryRequest.Builder request =
        DiscoveryRequest.newBuilder().setTypeUrl(typeUrl).addAllResourceNames(List.of(names));
    return answered == null
        ? request
        : request.setVersionInfo(answered.getVersionInfo()).setResponseNonce(answered.getNonce());
  }

  void send(DiscoveryRequest.Builder request) {
    if (!introduced) {
      introduced = true;
      request.setNode(node);
    }
    requests.onNext(request.build());
  }

  void read(int messages) {
    requests.request(messages);
  }

  DiscoveryResponse next() {
    try {
      DiscoveryResponse response = responses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return response != null ? response : fail("no response came; end of stream: " + end);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  DiscoveryResponse next(ResourceType type) {
    DiscoveryResponse response = next();
    assertThat(response.getTypeUrl()).isEqualTo(type.typeUrl());
    return response;
  }

  /** Reads the next response and acknowledges it. */
  DiscoveryResponse accept(ResourceType type, String... names) {
    DiscoveryResponse response = next(type);
    ack(response, names);
    return response;
  }

  /**
   * What came in before the answer to a request that is sent now. A stream is served in order, so
   * this says what was not sent, without waiting for it.
   */
  List<DiscoveryResponse> untilFence() {
    String name = "fence-" + ++fences;
    send(request(FENCE.typeUrl(), null, name).setResponseNonce(fenceNonce));
    List<DiscoveryResponse> before = new ArrayList<>();
    DiscoveryResponse response = next();
    while (!response.getTypeUrl().equals(FENCE.typeUrl())) {
      before.add(response);
      response = next();
    }
    fenceNonce = response.getNonce();
    ack(response, name);
    return before;
  }

  /** Says that nothing will be asked any more. */
  void halfClose() {
    requests.onCompleted();
  }

  io.grpc.Status end() throws Exception {
    return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  boolean isOpen() {
    return !end.isDone();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
