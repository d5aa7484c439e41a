package io.grpcpool.operator.assembly;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.grpcpool.telemetry.v1.Client;
import io.grpcpool.telemetry.v1.ClusterReport;
import io.grpcpool.telemetry.v1.CodeCount;
import io.grpcpool.telemetry.v1.LatencySketch;
import io.grpcpool.telemetry.v1.PoolState;
import io.grpcpool.telemetry.v1.PoolTelemetryGrpc;
import io.grpcpool.telemetry.v1.Report;
import io.grpcpool.telemetry.v1.ReportRequest;
import io.grpcpool.telemetry.v1.ReportResponse;

/** Confined to the test's thread, but for what gRPC calls back. Tells a replica of one pool. */
final class TellingClient implements StreamObserver<ReportResponse>, AutoCloseable {

  private final ManagedChannel channel;
  private final StreamObserver<ReportRequest> requests;
  private long sequence;

  TellingClient(int port, String instance) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    requests = PoolTelemetryGrpc.newStub(channel).report(this);
    requests.onNext(
        ReportRequest.newBuilder()
            .setClient(Client.newBuilder().setInstance(instance).setNode(instance))
            .build());
  }

  /** Calls of 20 µs each in the last second, all of them well. */
  void tell(String cluster, int calls, int openConnections) {
    Report report =
        Report.newBuilder()
            .setSequence(++sequence)
            .setElapsedMicros(1_000_000)
            .addClusters(
                ClusterReport.newBuilder()
                    .setCluster(cluster)
                    .setStarted(calls)
                    .addCodes(CodeCount.newBuilder().setCode(0).setCount(calls))
                    .setLatency(
                        LatencySketch.newBuilder()
                            .addBuckets(20)
                            .addCounts(calls)
                            .setSumMicros(20L * calls))
                    .setPools(
                        PoolState.newBuilder()
                            .setPools(1)
                            .setFacadePools(1)
                            .setEndpoints(1)
                            .setOpen(openConnections)))
            .build();
    requests.onNext(ReportRequest.newBuilder().setReport(report).build());
  }

  @Override
  public void onNext(ReportResponse value) {}

  @Override
  public void onError(Throwable t) {}

  @Override
  public void onCompleted() {}

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
