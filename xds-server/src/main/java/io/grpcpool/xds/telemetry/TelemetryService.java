package io.grpcpool.xds.telemetry;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.grpcpool.telemetry.v1.PoolTelemetryGrpc;
import io.grpcpool.telemetry.v1.ReportRequest;
import io.grpcpool.telemetry.v1.ReportResponse;
import io.grpcpool.xds.admission.AdmissionLimits;
import io.grpcpool.xds.admission.AdmissionMetrics;
import io.grpcpool.xds.admission.Excess;
import io.grpcpool.xds.admission.TokenBucket;
import io.grpcpool.xds.identity.ClientIdentity;
import io.grpcpool.xds.identity.ClientSession;
import io.grpcpool.xds.load.ServedClusters;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Thread-safe. Takes in what the pools of any number of clients tell, and sums it by cluster. */
public final class TelemetryService extends PoolTelemetryGrpc.PoolTelemetryImplBase {

  /** How often clients report unless told otherwise. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

  /** The least that clients take. */
  public static final Duration SHORTEST_INTERVAL = Duration.ofMillis(200);

  /** Where there are so many clients that more reports would come, each reports less often. */
  private static final int REPORTS_PER_SECOND = 2_000;

  private final String name = UUID.randomUUID().toString();
  private final ServedClusters clusters;
  private final AdmissionMetrics admission;
  private final Clock clock;
  private final TelemetryClients clients;
  private final Map<String, TelemetryTally> tallies = new ConcurrentHashMap<>();
  private final Set<TelemetryStream> streams = ConcurrentHashMap.newKeySet();
  private final List<TelemetryListener> listeners = new CopyOnWriteArrayList<>();
  private final Counter reports;
  private final Counter repeated;
  private final Counter refused;
  private final Counter unknownClusters;
  private volatile Duration interval = DEFAULT_INTERVAL;
  private volatile List<String> services = List.of();
  private volatile Admission entrance;
  private volatile @Nullable Status farewell;

  /** Immutable, but for the bucket, which its own lock guards. What streams may cost. */
  private record Admission(AdmissionLimits limits, TokenBucket bucket) {

    boolean letsIn(long nanoTime) {
      synchronized (bucket) {
        return bucket.tryTake(nanoTime);
      }
    }
  }

  /** A service without streams. */
  public TelemetryService(
      ServedClusters clusters,
      AdmissionLimits limits,
      AdmissionMetrics admission,
      MeterRegistry registry) {
    this.clusters = clusters;
    this.admission = admission;
    this.clock = registry.config().clock();
    this.clients = new TelemetryClients(this::nanoTime);
    this.entrance = entrance(limits);
    this.reports = registry.counter("grpcpool.telemetry.reports");
    this.repeated = registry.counter("grpcpool.telemetry.repeated.reports");
    this.refused = registry.counter("grpcpool.telemetry.refused.reports");
    this.unknownClusters = registry.counter("grpcpool.telemetry.unknown.clusters");
    Gauge.builder("grpcpool.telemetry.streams", streams, Set::size).register(registry);
  }

  private Admission entrance(AdmissionLimits limits) {
    return new Admission(limits, limits.newStreamBucket(nanoTime()));
  }

  @Override
  public StreamObserver<ReportRequest> report(StreamObserver<ReportResponse> responses) {
    // Without a handler, telling a client that has just gone throws, and others go untold.
    ((ServerCallStreamObserver<ReportResponse>) responses).setOnCancelHandler(() -> {});
    Admission now = entrance;
    TelemetryStream stream =
        new TelemetryStream(this, ClientSession.current(), now.limits(), responses);
    streams.add(stream);
    Status said = farewell;
    if (said != null) {
      stream.close(said);
    } else if (!now.letsIn(nanoTime())) {
      Excess excess = now.limits().tooManyStreams();
      rejected(excess);
      stream.close(excess.status());
    }
    return stream;
  }

  /** Adds one who is told each report. */
  public void add(TelemetryListener listener) {
    listeners.add(listener);
  }

  /**
   * How often clients report, from the next report of each on.
   *
   * @throws IllegalArgumentException if it is below {@link #SHORTEST_INTERVAL}
   */
  public void interval(Duration interval) {
    if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw new IllegalArgumentException(
          "telemetry interval is " + interval + "; allowed: " + SHORTEST_INTERVAL + " or more");
    }
    this.interval = interval;
  }

  /**
   * The services that clients report, from the next report of each on: clusters' names without
   * their last part. Empty: all.
   */
  public void services(List<String> wanted) {
    services = List.copyOf(wanted);
  }

  /** Other limits for the streams that come from now on. */
  public void limits(AdmissionLimits now) {
    entrance = entrance(now);
  }

  /**
   * Ends every stream that is open, and those that begin from now on.
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
  }

  /** What is known of a cluster; empty where nobody has reported it. */
  public Optional<ClusterTelemetry> telemetry(String cluster) {
    return Optional.ofNullable(tallies.get(cluster)).map(TelemetryTally::read);
  }

  /** The clusters that were reported and are served. */
  public Set<String> reportedClusters() {
    return Set.copyOf(tallies.keySet());
  }

  /** Whether what this client does is told here, so that load reports of it count it again. */
  public boolean covers(String node, ClientIdentity identity) {
    return clients.covers(node, identity);
  }

  ReportResponse instruction(long acknowledged) {
    long crowd = streams.size() * 1_000L / REPORTS_PER_SECOND;
    return ReportResponse.newBuilder()
        .setServer(name)
        .setAcknowledged(acknowledged)
        .setIntervalMillis((int) Math.max(interval.toMillis(), crowd))
        .addAllServices(services)
        .build();
  }

  TelemetryClients clients() {
    return clients;
  }

  long nanoTime() {
    return clock.monotonicTime();
  }

  /** Whether reports on this cluster count; a client can name anything, which must cost nothing. */
  boolean counts(String cluster, ClientIdentity client) {
    boolean serves = clusters.serves(cluster, client);
    if (!serves) {
      unknownClusters.increment();
    }
    return serves;
  }

  TelemetryTally tally(String cluster) {
    return tallies.computeIfAbsent(cluster, name -> new TelemetryTally());
  }

  void reported(long elapsedMicros, Map<String, ClusterTelemetry> report) {
    reports.increment();
    report.forEach(
        (cluster, told) ->
            listeners.forEach(listener -> listener.reported(cluster, elapsedMicros, told)));
  }

  void repeated() {
    repeated.increment();
  }

  void refused() {
    refused.increment();
  }

  void rejected(Excess excess) {
    admission.rejected(excess);
  }

  void ended(TelemetryStream stream) {
    streams.remove(stream);
  }
}
