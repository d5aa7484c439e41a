package io.grpcpool.xds;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread-safe: hands each call to a shard. State of the world only; no gRPC client speaks the
 * incremental protocol.
 */
final class AdsService implements ServerCallHandler<DiscoveryRequest, EncodedResponse> {

  private final List<StreamShard> shards;
  private final RequestLimits limits;
  private final AtomicInteger calls = new AtomicInteger();

  AdsService(List<StreamShard> shards, RequestLimits limits) {
    this.shards = List.copyOf(shards);
    this.limits = limits;
  }

  ServerServiceDefinition definition() {
    var generated = AggregatedDiscoveryServiceGrpc.getStreamAggregatedResourcesMethod();
    MethodDescriptor<DiscoveryRequest, EncodedResponse> method =
        generated.toBuilder(generated.getRequestMarshaller(), new ResponseMarshaller()).build();
    return ServerServiceDefinition.builder(AggregatedDiscoveryServiceGrpc.SERVICE_NAME)
        .addMethod(method, this)
        .build();
  }

  @Override
  public ServerCall.Listener<DiscoveryRequest> startCall(
      ServerCall<DiscoveryRequest, EncodedResponse> call, Metadata headers) {
    StreamShard shard = shards.get(Math.floorMod(calls.getAndIncrement(), shards.size()));
    AdsStream stream = new AdsStream(call, shard, limits);
    shard.add(stream);
    return new CallEvents(stream);
  }

  /** Called by gRPC; passes everything on to the stream's shard. */
  private static final class CallEvents extends ServerCall.Listener<DiscoveryRequest> {

    private final AdsStream stream;

    CallEvents(AdsStream stream) {
      this.stream = stream;
    }

    @Override
    public void onMessage(DiscoveryRequest request) {
      stream.shard().run(stream, () -> stream.onRequest(request));
    }

    @Override
    public void onReady() {
      stream.shard().run(stream, stream::pump);
    }

    @Override
    public void onHalfClose() {
      stream.shard().run(stream, () -> stream.close(Status.OK));
    }

    @Override
    public void onCancel() {
      stream.shard().run(stream, () -> stream.ended(Status.CANCELLED));
    }
  }
}
