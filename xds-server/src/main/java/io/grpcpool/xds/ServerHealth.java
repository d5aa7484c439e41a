package io.grpcpool.xds;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. What {@code grpc.health.v1} says of the server. It ends the streams of those who
 * watch, which grpc-java's service leaves open for as long as the client does.
 */
final class ServerHealth {

  private final HealthStatusManager statuses = new HealthStatusManager();
  private final Set<Watch<?, ?>> watches = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Status farewell;

  ServerServiceDefinition definition() {
    return ServerInterceptors.intercept(
        statuses.getHealthService().bindService(), new WatchInterceptor());
  }

  /** Not ready until told. */
  void ready(boolean ready) {
    statuses.setStatus(
        HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
        ready ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
  }

  /** Not serving from now on, whatever else is said; those who watch are told. */
  void leave() {
    statuses.enterTerminalState();
  }

  /** Ends the streams of those who watch, and those that begin from now on. */
  void end(Status why) {
    farewell = why;
    watches.forEach(watch -> watch.close(why, new Metadata()));
  }

  /** Thread-safe. Keeps the calls that only this side ends. */
  private final class WatchInterceptor implements ServerInterceptor {
    @Override
    public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
        ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
      if (!call.getMethodDescriptor().equals(HealthGrpc.getWatchMethod())) {
        return next.startCall(call, headers);
      }
      Watch<ReqT, RespT> watch = new Watch<>(call);
      watches.add(watch);
      ServerCall.Listener<ReqT> listener = next.startCall(watch, headers);
      Status said = farewell;
      if (said != null) {
        watch.close(said, new Metadata());
      }
      return new SimpleForwardingServerCallListener<>(listener) {
        @Override
        public void onCancel() {
          watches.remove(watch);
          super.onCancel();
        }

        @Override
        public void onComplete() {
          watches.remove(watch);
          super.onComplete();
        }
      };
    }
  }

  /**
   * Thread-safe: guarded by its own lock, as the health service speaks on any thread. A call that
   * is ended says nothing more.
   */
  private static final class Watch<ReqT, RespT> extends SimpleForwardingServerCall<ReqT, RespT> {
    private boolean over;

    Watch(ServerCall<ReqT, RespT> call) {
      super(call);
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
      if (!over) {
        super.sendHeaders(headers);
      }
    }

    @Override
    public synchronized void sendMessage(RespT message) {
      if (!over) {
        super.sendMessage(message);
      }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
      if (!over) {
        over = true;
        super.close(status, trailers);
      }
    }
  }
}
