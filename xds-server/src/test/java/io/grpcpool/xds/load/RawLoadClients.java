package io.grpcpool.xds.load;

import static org.assertj.core.api.Assertions.fail;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterStats;
import io.envoyproxy.envoy.service.load_stats.v3.LoadReportingServiceGrpc;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsRequest;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Confined to the test's thread, but for what gRPC calls back. Scripted clients of one service. */
final class RawLoadClients implements AutoCloseable {

  private final Server server;
  private final ManagedChannel channel;

  RawLoadClients(LoadReportService service) throws Exception {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = NettyServerBuilder.forAddress(loopback).addService(service).build().start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  /** Opens a stream and says who is there. */
  Stream open(String node, boolean takesAllClusters) {
    Node.Builder introduction = Node.newBuilder().setId(node);
    if (takesAllClusters) {
      introduction.addClientFeatures("envoy.lrs.supports_send_all_clusters");
    }
    Stream stream = new Stream();
    stream.requests.onNext(LoadStatsRequest.newBuilder().setNode(introduction).build());
    return stream;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  /** Confined as its owner. One stream. */
  final class Stream implements StreamObserver<LoadStatsResponse> {

    private final BlockingQueue<LoadStatsResponse> responses = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final ClientCallStreamObserver<LoadStatsRequest> requests =
        (ClientCallStreamObserver<LoadStatsRequest>)
            LoadReportingServiceGrpc.newStub(channel).streamLoadStats(this);

    void report(ClusterStats... stats) {
      requests.onNext(LoadStatsRequest.newBuilder().addAllClusterStats(List.of(stats)).build());
    }

    LoadStatsResponse next() {
      try {
        LoadStatsResponse response = responses.poll(20, TimeUnit.SECONDS);
        return response != null ? response : fail("no response within 20 s");
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
    public void onNext(LoadStatsResponse response) {
      responses.add(response);
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
