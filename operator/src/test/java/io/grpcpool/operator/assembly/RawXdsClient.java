package io.grpcpool.operator.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Confined to the test's thread, but for what gRPC calls back. A client that asks for listeners.
 */
final class RawXdsClient implements AutoCloseable {

  private static final String LISTENER = "type.googleapis.com/envoy.config.listener.v3.Listener";

  private final BlockingQueue<DiscoveryResponse> responses = new LinkedBlockingQueue<>();
  private final ManagedChannel channel;
  private final StreamObserver<DiscoveryRequest> requests;
  private final String listener;

  /** Asks for a listener. */
  RawXdsClient(int port, String node, String listener) {
    this.listener = listener;
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    requests =
        AggregatedDiscoveryServiceGrpc.newStub(channel).streamAggregatedResources(new Responses());
    requests.onNext(request().setNode(Node.newBuilder().setId(node)).build());
  }

  private final class Responses implements StreamObserver<DiscoveryResponse> {

    @Override
    public void onNext(DiscoveryResponse response) {
      responses.add(response);
    }

    @Override
    public void onError(Throwable t) {
      // A test that waits for a response sees that none came.
    }

    @Override
    public void onCompleted() {}
  }

  ManagedChannel channel() {
    return channel;
  }

  /** Waits for a response and acknowledges it. */
  void accept() {
    DiscoveryResponse response = next();
    requests.onNext(
        request()
            .setVersionInfo(response.getVersionInfo())
            .setResponseNonce(response.getNonce())
            .build());
  }

  /** Waits for a response and refuses it. */
  void refuse(String words) {
    requests.onNext(
        request()
            .setResponseNonce(next().getNonce())
            .setErrorDetail(Status.newBuilder().setCode(3).setMessage(words))
            .build());
  }

  private DiscoveryRequest.Builder request() {
    return DiscoveryRequest.newBuilder().setTypeUrl(LISTENER).addResourceNames(listener);
  }

  private DiscoveryResponse next() {
    try {
      DiscoveryResponse response = responses.poll(30, TimeUnit.SECONDS);
      assertThat(response).as("a response within 30 s").isNotNull();
      return response;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
