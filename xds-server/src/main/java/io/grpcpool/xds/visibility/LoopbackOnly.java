package io.grpcpool.xds.visibility;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Thread-safe: has no state. Refuses calls that come from another machine. */
final class LoopbackOnly implements ServerInterceptor {

  private static final Status REFUSED =
      Status.PERMISSION_DENIED.withDescription(
          "only from the control plane's own host, for example through kubectl port-forward");

  @Override
  public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
      ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
    if (isLocal(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR))) {
      return next.startCall(call, headers);
    }
    call.close(REFUSED, new Metadata());
    return new ServerCall.Listener<>() {};
  }

  static boolean isLocal(@Nullable SocketAddress peer) {
    return peer instanceof InetSocketAddress address
        && address.getAddress() != null
        && address.getAddress().isLoopbackAddress();
  }
}
