package io.grpcpool.xds;

import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;

/**
 * Thread-safe: has no state. Reads requests. What is none becomes {@link #UNREADABLE}, which is
 * answered by status: an exception here would be a stack trace in the log for each such message.
 */
final class RequestMarshaller implements Marshaller<DiscoveryRequest> {

  /** Stands for bytes that are no request; told from an empty request by identity. */
  static final DiscoveryRequest UNREADABLE = DiscoveryRequest.newBuilder().build();

  private final Marshaller<DiscoveryRequest> generated;

  RequestMarshaller(Marshaller<DiscoveryRequest> generated) {
    this.generated = generated;
  }

  @Override
  public InputStream stream(DiscoveryRequest request) {
    return generated.stream(request);
  }

  @Override
  public DiscoveryRequest parse(InputStream stream) {
    try {
      return generated.parse(stream);
    } catch (StatusRuntimeException e) {
      return UNREADABLE;
    }
  }
}
