package io.grpcpool.bench.xds;

import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterStats;
import io.envoyproxy.envoy.config.endpoint.v3.UpstreamLocalityStats;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsRequest;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpcpool.bench.xds.peer.LoadReporterClusters;
import io.grpcpool.bench.xds.wire.RawCall;
import io.grpcpool.bench.xds.wire.RawConnection;
import java.util.stream.IntStream;

/** Confined to the event loop of its connection. One client that reports its load. */
final class LoadReporter implements RawCall {

  static final String PATH = "/envoy.service.load_stats.v3.LoadReportingService/StreamLoadStats";

  private static final byte[] INTRODUCTION =
      LoadStatsRequest.newBuilder()
          .setNode(
              Node.newBuilder()
                  .setId("reporter")
                  .addClientFeatures("envoy.lrs.supports_send_all_clusters"))
          .build()
          .toByteArray();

  private static final byte[] REPORT =
      LoadStatsRequest.newBuilder()
          .addAllClusterStats(
              IntStream.range(0, LoadReporterClusters.COUNT).mapToObj(LoadReporter::stats).toList())
          .build()
          .toByteArray();

  private final long firstAfterMillis;
  private final long intervalMillis;
  private final Runnable firstResponse;
  private boolean reports;
  private boolean over;

  /** A client that reports for the first time after a part of its interval. */
  LoadReporter(long firstAfterMillis, long intervalMillis, Runnable firstResponse) {
    this.firstAfterMillis = firstAfterMillis;
    this.intervalMillis = intervalMillis;
    this.firstResponse = firstResponse;
  }

  private static ClusterStats stats(int number) {
    return ClusterStats.newBuilder()
        .setClusterName(LoadReporterClusters.name(number))
        .setLoadReportInterval(com.google.protobuf.Duration.newBuilder().setSeconds(10))
        .addUpstreamLocalityStats(
            UpstreamLocalityStats.newBuilder()
                .setLocality(Locality.newBuilder().setZone("a"))
                .setTotalIssuedRequests(1_000)
                .setTotalSuccessfulRequests(990)
                .setTotalErrorRequests(10)
                .setTotalRequestsInProgress(3))
        .build();
  }

  @Override
  public void connected(RawConnection ready) {
    ready.begin();
    ready.send(INTRODUCTION);
  }

  @Override
  public void message(ByteBuf message, RawConnection from) {
    if (!reports) {
      reports = true;
      firstResponse.run();
      from.later(firstAfterMillis, () -> report(from));
    }
  }

  private void report(RawConnection to) {
    if (!over) {
      to.send(REPORT);
      to.later(intervalMillis, () -> report(to));
    }
  }

  @Override
  public void ended(RawConnection on) {
    over = true;
  }

  @Override
  public void disconnected() {
    over = true;
  }
}
