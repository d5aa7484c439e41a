package io.grpcpool.client.consul;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicBoolean;

/** Thread-safe: whether the server says that it serves. */
@FunctionalInterface
interface ServerHealth {

  /** Nothing is known but that the server runs. */
  ServerHealth SERVING = () -> true;

  boolean serving();

  /** What the health service would answer to a call, asked without one. */
  static ServerHealth of(HealthStatusManager manager, String service) {
    HealthCheckRequest request = HealthCheckRequest.newBuilder().setService(service).build();
    return () -> {
      AtomicBoolean serving = new AtomicBoolean();
      if (manager.getHealthService() instanceof HealthGrpc.HealthImplBase health) {
        health.check(request, new Answer(serving));
      }
      return serving.get();
    };
  }

  /** Confined to the one call that it is made for. */
  record Answer(AtomicBoolean serving) implements StreamObserver<HealthCheckResponse> {
    @Override
    public void onNext(HealthCheckResponse response) {
      serving.set(response.getStatus() == ServingStatus.SERVING);
    }

    @Override
    public void onError(Throwable error) {
      // A name that the health service does not know is not served.
      serving.set(false);
    }

    @Override
    public void onCompleted() {}
  }
}
