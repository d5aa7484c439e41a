package io.grpcpool.xds.load;

import io.envoyproxy.envoy.service.load_stats.v3.LoadReportingServiceGrpc;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsRequest;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.grpcpool.xds.identity.ClientIdentity;
import io.grpcpool.xds.identity.ClientSession;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Thread-safe. Takes in load reports (LRS) of any number of clients and sums them by cluster. */
public final class LoadReportService extends LoadReportingServiceGrpc.LoadReportingServiceImplBase {

  /** How often clients report unless told otherwise. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

  private final ServedClusters clusters;
  private final OtherReports others;
  private final Map<String, ClusterTally> tallies = new ConcurrentHashMap<>();
  private final Set<LoadStream> streams = ConcurrentHashMap.newKeySet();
  private final List<LoadReportListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong numbers = new AtomicLong();
  private final Counter reports;
  private final Counter unknownClusters;
  private final Clock clock;
  private volatile Duration interval = DEFAULT_INTERVAL;
  private volatile @Nullable Status farewell;

  /**
   * A service without streams.
   *
   * @param others who tells what they do in another way, too
   */
  public LoadReportService(ServedClusters clusters, OtherReports others, MeterRegistry registry) {
    this.clusters = clusters;
    this.others = others;
    this.reports = registry.counter("lrs.reports");
    this.unknownClusters = registry.counter("lrs.unknown.clusters");
    this.clock = registry.config().clock();
    Gauge.builder("lrs.streams", streams, Set::size).register(registry);
    Gauge.builder("lrs.report.lag", this, LoadReportService::secondsOverdue)
        .description("How long the report that is longest overdue is")
        .baseUnit("seconds")
        .register(registry);
  }

  @Override
  public StreamObserver<LoadStatsRequest> streamLoadStats(
      StreamObserver<LoadStatsResponse> responses) {
    // Without a handler, telling a client that has just gone throws, and others go untold.
    ((ServerCallStreamObserver<LoadStatsResponse>) responses).setOnCancelHandler(() -> {});
    LoadStream stream =
        new LoadStream(numbers.incrementAndGet(), this, ClientSession.current(), responses);
    streams.add(stream);
    Status said = farewell;
    if (said != null) {
      stream.close(said);
    }
    return stream;
  }

  /** Adds one who is told each report. */
  public void add(LoadReportListener listener) {
    listeners.add(listener);
  }

  /**
   * How often clients report, those that are connected too; they are told only what is new.
   *
   * @throws IllegalArgumentException if it is not above 0, which would stop the reports for good
   */
  public void interval(Duration interval) {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("load report interval is " + interval + ", not above 0");
    }
    if (!interval.equals(this.interval)) {
      this.interval = interval;
      streams.forEach(LoadStream::instruct);
    }
  }

  /**
   * Ends every stream that is open, and those that begin from now on; what a client reports next
   * goes to the server that it finds then.
   *
   * @param why what they end with
   */
  public void drain(Status why) {
    farewell = why;
    List.copyOf(streams).forEach(stream -> stream.close(why));
  }

  /** The clusters that are served changed: what is gone is no longer counted. */
  public void clustersChanged() {
    tallies.keySet().removeIf(cluster -> !clusters.serves(cluster));
    streams.forEach(LoadStream::clustersChanged);
  }

  /** The monotonic clock of the metrics. */
  long nanoTime() {
    return clock.monotonicTime();
  }

  private double secondsOverdue() {
    long due = nanoTime() - interval.toNanos();
    long longest = streams.stream().mapToLong(stream -> due - stream.heardAt()).max().orElse(0);
    return Math.max(0, longest) / 1e9;
  }

  /** The load of each cluster that was reported and is served. */
  public Map<String, ClusterLoad> loads() {
    return tallies.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().load()));
  }

  /** The load of one cluster; empty where nobody has reported it. */
  public Optional<ClusterLoad> load(String cluster) {
    return Optional.ofNullable(tallies.get(cluster)).map(ClusterTally::load);
  }

  Duration interval() {
    return interval;
  }

  ServedClusters clusters() {
    return clusters;
  }

  /** Whether reports on this cluster count; a client can name anything, which must cost nothing. */
  boolean counts(String cluster, ClientIdentity client) {
    boolean serves = clusters.serves(cluster, client);
    if (!serves) {
      unknownClusters.increment();
    }
    return serves;
  }

  /** Whether the attempts of this client are counted elsewhere. */
  boolean isToldElsewhere(String node, ClientIdentity client) {
    return others.tell(node, client);
  }

  ClusterTally tally(String cluster) {
    return tallies.computeIfAbsent(cluster, name -> new ClusterTally());
  }

  void reported(LoadReport report) {
    reports.increment();
    listeners.forEach(listener -> listener.reported(report));
  }

  void ended(LoadStream stream) {
    streams.remove(stream);
  }
}
