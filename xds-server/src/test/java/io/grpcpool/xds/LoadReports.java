package io.grpcpool.xds;

import io.envoyproxy.envoy.config.endpoint.v3.ClusterStats;
import io.envoyproxy.envoy.config.endpoint.v3.UpstreamLocalityStats;
import io.envoyproxy.envoy.service.load_stats.v3.LoadReportingServiceGrpc;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsRequest;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Confined to the test's thread, but for what gRPC calls back. A load report stream that is up. */
final class LoadReports implements StreamObserver<LoadStatsResponse> {

  private final CompletableFuture<LoadStatsResponse> answered = new CompletableFuture<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();
  private final StreamObserver<LoadStatsRequest> requests;
  private final ManagedChannel channel;

  private LoadReports(ManagedChannel channel) {
    this.channel = channel;
    requests = LoadReportingServiceGrpc.newStub(channel).streamLoadStats(this);
  }

  /** Says who is there, and waits for the answer; the channel ends with the stream. */
  static LoadReports over(ManagedChannel channel) throws Exception {
    LoadReports reports = new LoadReports(channel);
    reports.requests.onNext(LoadStatsRequest.newBuilder().setNode(RawClient.NODE).build());
    reports.answered.get(15, TimeUnit.SECONDS);
    return reports;
  }

  /** One call to a cluster began. */
  void call(String cluster) {
    requests.onNext(
        LoadStatsRequest.newBuilder()
            .addClusterStats(
                ClusterStats.newBuilder()
                    .setClusterName(cluster)
                    .addUpstreamLocalityStats(
                        UpstreamLocalityStats.newBuilder().setTotalIssuedRequests(1)))
            .build());
  }

  /** Completed by the status that it ends with. */
  CompletableFuture<Status> end() {
    return end;
  }

  @Override
  public void onNext(LoadStatsResponse response) {
    answered.complete(response);
  }

  @Override
  public void onError(Throwable t) {
    end.complete(Status.fromThrowable(t));
    channel.shutdownNow();
  }

  @Override
  public void onCompleted() {
    end.complete(Status.OK);
    channel.shutdownNow();
  }
}
