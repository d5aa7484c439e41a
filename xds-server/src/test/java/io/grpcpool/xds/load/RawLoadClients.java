package io.grpcpool.xds.load;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterStats;
import io.envoyproxy.envoy.service.load_stats.v3.LoadReportingServiceGrpc;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsRequest;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpcpool.xds.Answers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

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
  final class Stream extends Answers<LoadStatsResponse> {

    private final ClientCallStreamObserver<LoadStatsRequest> requests =
        (ClientCallStreamObserver<LoadStatsRequest>)
            LoadReportingServiceGrpc.newStub(channel).streamLoadStats(this);

    void report(ClusterStats... stats) {
      requests.onNext(LoadStatsRequest.newBuilder().addAllClusterStats(List.of(stats)).build());
    }

    void cancel() {
      requests.cancel("the test is over", null);
    }
  }
}
