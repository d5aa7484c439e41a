package io.grpcpool.xds.telemetry;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpcpool.telemetry.v1.Client;
import io.grpcpool.telemetry.v1.PoolTelemetryGrpc;
import io.grpcpool.telemetry.v1.Report;
import io.grpcpool.telemetry.v1.ReportRequest;
import io.grpcpool.telemetry.v1.ReportResponse;
import io.grpcpool.xds.Answers;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Confined to the test's thread, but for what gRPC calls back. Scripted clients of one service. */
final class RawTelemetryClients implements AutoCloseable {

  private final Server server;
  private final ManagedChannel channel;

  RawTelemetryClients(TelemetryService service) throws Exception {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = NettyServerBuilder.forAddress(loopback).addService(service).build().start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  /** Opens a stream and says who is there. */
  Stream open(String instance, String node) {
    Stream stream = new Stream();
    stream.requests.onNext(
        ReportRequest.newBuilder()
            .setClient(Client.newBuilder().setInstance(instance).setNode(node))
            .build());
    return stream;
  }

  /** Opens a stream that was welcomed. */
  Stream welcomed(String instance) {
    Stream stream = open(instance, "node-of-" + instance);
    stream.next();
    return stream;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  /** Confined as its owner. One stream. */
  final class Stream extends Answers<ReportResponse> {

    private final ClientCallStreamObserver<ReportRequest> requests =
        (ClientCallStreamObserver<ReportRequest>) PoolTelemetryGrpc.newStub(channel).report(this);

    /** Reports, and returns what is answered. */
    ReportResponse report(Report report) {
      send(report);
      return next();
    }

    void send(Report report) {
      requests.onNext(ReportRequest.newBuilder().setReport(report).build());
    }

    void cancel() {
      requests.cancel("the test is over", null);
    }
  }
}
