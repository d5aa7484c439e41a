package io.grpcpool.demo.consul;

import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Thread-safe: gRPC's own. Asks one server for its health over a connection that it keeps. */
final class GrpcProbe implements AutoCloseable {
  private final CheckDefinition.Grpc definition;
  private final ManagedChannel channel;

  GrpcProbe(CheckDefinition.Grpc definition) {
    this.definition = definition;
    NettyChannelBuilder builder = NettyChannelBuilder.forTarget("dns:///" + definition.target());
    this.channel = (definition.tls() ? builder : builder.usePlaintext()).build();
  }

  /** Asks once; {@code result} gets whether the server serves, and the line that a check shows. */
  void ask(BiConsumer<Boolean, String> result) {
    HealthCheckRequest request =
        HealthCheckRequest.newBuilder().setService(definition.service()).build();
    HealthGrpc.newStub(channel)
        .withDeadlineAfter(definition.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .check(request, new Answer(result));
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  /** One call's answer. */
  private final class Answer implements StreamObserver<HealthCheckResponse> {
    private final BiConsumer<Boolean, String> result;

    Answer(BiConsumer<Boolean, String> result) {
      this.result = result;
    }

    @Override
    public void onNext(HealthCheckResponse response) {
      boolean serving = response.getStatus() == ServingStatus.SERVING;
      result.accept(
          serving,
          "gRPC check "
              + definition.target()
              + (serving ? ": success" : ": gRPC serving status is " + response.getStatus()));
    }

    @Override
    public void onError(Throwable error) {
      result.accept(false, "gRPC check " + definition.target() + ": " + error.getMessage());
    }

    @Override
    public void onCompleted() {}
  }
}
