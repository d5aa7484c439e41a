package io.grpcpool.xds.load;

import com.google.protobuf.util.Durations;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterStats;
import io.envoyproxy.envoy.config.endpoint.v3.UpstreamLocalityStats;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsRequest;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsResponse;
import io.grpc.stub.StreamObserver;
import io.grpcpool.xds.identity.ClientIdentity;
import io.grpcpool.xds.identity.ClientSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: guarded by its own lock, as gRPC delivers reports on one thread while another may
 * change the interval. One client's load report stream.
 */
final class LoadStream extends ReportingStream<LoadStatsRequest, LoadStatsResponse> {

  /** It is kept as long as the stream; ADS keeps as much. */
  private static final int LONGEST_NODE_ID = 512;

  private static final String SEND_ALL_CLUSTERS = "envoy.lrs.supports_send_all_clusters";

  private final long number;
  private final LoadReportService service;
  private final ClientIdentity client;
  private final @Nullable Duration longest;
  private final long began;
  private final Map<String, Share> shares = new HashMap<>(4);
  private @Nullable String node;
  private List<String> told = List.of();
  private boolean takesAllClusters;

  /** After the introduction. */
  private long messages;

  private volatile long heardAt;

  /** Immutable. What this stream has in a cluster's gauge. */
  private record Share(ClusterTally tally, long inProgress) {}

  LoadStream(
      long number,
      LoadReportService service,
      ClientSession session,
      StreamObserver<LoadStatsResponse> responses) {
    super(responses);
    this.number = number;
    this.service = service;
    this.client = session.identity();
    this.longest = session.longest();
    this.began = service.nanoTime();
    this.heardAt = began;
  }

  /** When the client last reported, or connected; {@link LoadReportService#nanoTime}. */
  long heardAt() {
    return heardAt;
  }

  @Override
  public synchronized void onNext(LoadStatsRequest request) {
    if (isOver()) {
      return;
    }
    heardAt = service.nanoTime();
    if (node == null) {
      String id = request.getNode().getId();
      node = id.substring(0, Math.min(id.length(), LONGEST_NODE_ID));
      takesAllClusters = request.getNode().getClientFeaturesList().contains(SEND_ALL_CLUSTERS);
      instruct();
    } else {
      messages++;
    }
    count(request);
    if (longest != null && heardAt - began >= longest.toNanos()) {
      // The client comes again at once, and shows who it is. Its report is not lost.
      onCompleted();
    }
  }

  /** Tells the client what to report and how often. Nothing is said before its first message. */
  synchronized void instruct() {
    if (node == null) {
      return;
    }
    LoadStatsResponse.Builder response =
        LoadStatsResponse.newBuilder()
            .setLoadReportingInterval(Durations.fromNanos(service.interval().toNanos()));
    if (takesAllClusters) {
      response.setSendAllClusters(true);
    } else {
      told = served();
      response.addAllClusters(told);
    }
    answer(response.build());
  }

  /** Repeats the list to a client that takes only the clusters that it is told. */
  synchronized void clustersChanged() {
    if (!takesAllClusters && !told.equals(served())) {
      instruct();
    }
  }

  private List<String> served() {
    return service.clusters().names(client).stream().sorted().toList();
  }

  private void count(LoadStatsRequest request) {
    Map<String, LoadReport> reports =
        request.getClusterStatsList().stream()
            .filter(stats -> service.counts(stats.getClusterName(), client))
            .collect(Collectors.toMap(ClusterStats::getClusterName, this::report, LoadStream::sum));
    if (service.isToldElsewhere(String.valueOf(node), client)) {
      reports.replaceAll((cluster, report) -> report.ofDropsAlone());
    }
    reports.values().forEach(this::share);
    // Clients leave out a cluster that is idle, so what is not named has nothing in progress.
    shares.replaceAll((cluster, share) -> reports.containsKey(cluster) ? share : idle(share));
    reports.values().forEach(service::reported);
  }

  private LoadReport report(ClusterStats stats) {
    return new LoadReport(
        number,
        String.valueOf(node),
        stats.getClusterName(),
        Duration.ofNanos(Durations.toNanos(stats.getLoadReportInterval())),
        messages <= 1,
        total(stats, UpstreamLocalityStats::getTotalIssuedRequests),
        total(stats, UpstreamLocalityStats::getTotalSuccessfulRequests),
        total(stats, UpstreamLocalityStats::getTotalErrorRequests),
        notNegative(stats.getTotalDroppedRequests()),
        total(stats, UpstreamLocalityStats::getTotalRequestsInProgress));
  }

  private static long total(ClusterStats stats, ToLongFunction<UpstreamLocalityStats> field) {
    return stats.getUpstreamLocalityStatsList().stream()
        .mapToLong(locality -> notNegative(field.applyAsLong(locality)))
        .sum();
  }

  /** The fields are unsigned; what only fits into that range is no count, and must not subtract. */
  private static long notNegative(long count) {
    return Math.max(0, count);
  }

  /** One cluster may come with several endpoint services. */
  private static LoadReport sum(LoadReport a, LoadReport b) {
    return new LoadReport(
        a.stream(),
        a.node(),
        a.cluster(),
        a.interval(),
        a.first(),
        a.issued() + b.issued(),
        a.succeeded() + b.succeeded(),
        a.failed() + b.failed(),
        a.dropped() + b.dropped(),
        a.inProgress() + b.inProgress());
  }

  private void share(LoadReport report) {
    ClusterTally tally = service.tally(report.cluster());
    Share before = shares.get(report.cluster());
    if (before == null || before.tally() != tally) {
      tally.join();
      before = new Share(tally, 0);
    }
    tally.count(report);
    tally.replaceInProgress(before.inProgress(), report.inProgress());
    shares.put(report.cluster(), new Share(tally, report.inProgress()));
  }

  private static Share idle(Share share) {
    share.tally().replaceInProgress(share.inProgress(), 0);
    return new Share(share.tally(), 0);
  }

  @Override
  protected void ended() {
    shares.values().forEach(share -> share.tally().leave(share.inProgress()));
    shares.clear();
    service.ended(this);
  }

  @Override
  public String toString() {
    return "load report stream of node " + node;
  }
}
