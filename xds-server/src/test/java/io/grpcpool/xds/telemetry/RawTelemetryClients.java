package io.grpcpool.xds.telemetry;

import static org.assertj.core.api.Assertions.fail;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.grpcpool.telemetry.v1.Client;
import io.grpcpool.telemetry.v1.PoolTelemetryGrpc;
import io.grpcpool.telemetry.v1.Report;
import io.grpcpool.telemetry.v1.ReportRequest;
import io.grpcpool.telemetry.v1.ReportResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

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
  final class Stream implements StreamObserver<ReportResponse> {

    private final BlockingQueue<ReportResponse> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
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

    ReportResponse next() {
      try {
        ReportResponse answer = answers.poll(20, TimeUnit.SECONDS);
        return answer == null ? fail("no answer within 20 s") : answer;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    Status end() {
      return end.orTimeout(15, TimeUnit.SECONDS).join();
    }

    void cancel() {
      requests.cancel("the test is over", null);
    }

    @Override
    public void onNext(ReportResponse answer) {
      answers.add(answer);
    }

    @Override
    public void onError(Throwable t) {
      end.complete(Status.fromThrowable(t));
    }

    @Override
    public void onCompleted() {
      end.complete(Status.OK);
    }
  }
}
