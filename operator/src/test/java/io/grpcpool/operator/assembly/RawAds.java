package io.grpcpool.operator.assembly;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.grpcpool.xds.ResourceType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Confined to the test's thread. Asks an xDS server for resources, as bytes. */
final class RawAds implements AutoCloseable {

  private final ManagedChannel channel;

  RawAds(int port) {
    channel =
        Grpc.newChannelBuilderForAddress("127.0.0.1", port, InsecureChannelCredentials.create())
            .build();
  }

  /** Immutable. One answer. */
  record Answer(String version, List<Any> resources) {}

  /** The first answer to a client of this implementation, on a stream of its own. */
  Answer ask(String userAgent, ResourceType type, String... names) throws Exception {
    CompletableFuture<DiscoveryResponse> answer = new CompletableFuture<>();
    StreamObserver<DiscoveryRequest> requests =
        AggregatedDiscoveryServiceGrpc.newStub(channel)
            .streamAggregatedResources(
                new StreamObserver<>() {
                  @Override
                  public void onNext(DiscoveryResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable cause) {
                    answer.completeExceptionally(cause);
                  }

                  @Override
                  public void onCompleted() {
                    answer.completeExceptionally(new IllegalStateException("no answer"));
                  }
                });
    requests.onNext(
        DiscoveryRequest.newBuilder()
            .setNode(Node.newBuilder().setId("raw").setUserAgentName(userAgent))
            .setTypeUrl(type.typeUrl())
            .addAllResourceNames(List.of(names))
            .build());
    DiscoveryResponse response = answer.get(30, TimeUnit.SECONDS);
    requests.onCompleted();
    return new Answer(response.getVersionInfo(), response.getResourcesList());
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
