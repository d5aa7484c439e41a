package io.grpcpool.xds;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpcpool.xds.admission.AdmissionLimits;
import io.grpcpool.xds.admission.Excess;
import io.grpcpool.xds.admission.StreamAdmission;
import io.grpcpool.xds.identity.ClientSession;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Thread-safe: hands each call to a shard; limits are swapped by one volatile write. State of the
 * world only; no gRPC client speaks the incremental protocol.
 */
final class AdsService implements ServerCallHandler<DiscoveryRequest, EncodedResponse> {

  private final List<StreamShard> shards;
  private volatile AdmissionLimits limits;
  private final StreamAdmission admission;
  private final AtomicLong calls = new AtomicLong();

  AdsService(List<StreamShard> shards, AdmissionLimits limits, StreamAdmission admission) {
    this.shards = List.copyOf(shards);
    this.limits = limits;
    this.admission = admission;
  }

  /** Limits of the streams that come from now on. */
  void limits(AdmissionLimits now) {
    limits = now;
  }

  ServerServiceDefinition definition() {
    var generated = AggregatedDiscoveryServiceGrpc.getStreamAggregatedResourcesMethod();
    MethodDescriptor<DiscoveryRequest, EncodedResponse> method =
        generated.toBuilder(
                new RequestMarshaller(generated.getRequestMarshaller()), new ResponseMarshaller())
            .build();
    return ServerServiceDefinition.builder(AggregatedDiscoveryServiceGrpc.SERVICE_NAME)
        .addMethod(method, this)
        .build();
  }

  @Override
  public ServerCall.Listener<DiscoveryRequest> startCall(
      ServerCall<DiscoveryRequest, EncodedResponse> call, Metadata headers) {
    long number = calls.incrementAndGet();
    StreamShard shard = shards.get(Math.floorMod(number, shards.size()));
    AdsStream stream = new AdsStream(number, call, shard, limits, ClientSession.current());
    return new CallEvents(stream, admission.apply(new Beginning(stream)));
  }

  /** Immutable. What becomes of a stream that waits to begin. */
  private record Beginning(AdsStream stream) implements StreamAdmission.Applicant {

    @Override
    public void admitted() {
      stream.shard().add(stream);
    }

    @Override
    public void refused(Excess excess) {
      stream.shard().run(stream, () -> stream.close(excess.status()));
    }
  }

  /** Called by gRPC; passes everything on to the stream's shard. */
  private static final class CallEvents extends ServerCall.Listener<DiscoveryRequest> {

    private final AdsStream stream;
    private final StreamAdmission.Ticket ticket;

    CallEvents(AdsStream stream, StreamAdmission.Ticket ticket) {
      this.stream = stream;
      this.ticket = ticket;
    }

    @Override
    public void onMessage(DiscoveryRequest request) {
      if (!request.getResponseNonce().isEmpty()) {
        ticket.leave();
      }
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
    public void onComplete() {
      ticket.leave();
    }

    @Override
    public void onCancel() {
      ticket.leave();
      stream.shard().run(stream, () -> stream.ended(Status.CANCELLED));
    }
  }
}
