package io.grpcpool.xds.telemetry;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.grpcpool.telemetry.v1.Client;
import io.grpcpool.telemetry.v1.ClusterReport;
import io.grpcpool.telemetry.v1.Report;
import io.grpcpool.telemetry.v1.ReportRequest;
import io.grpcpool.telemetry.v1.ReportResponse;
import io.grpcpool.xds.admission.AdmissionLimits;
import io.grpcpool.xds.admission.Excess;
import io.grpcpool.xds.admission.TokenBucket;
import io.grpcpool.xds.identity.ClientSession;
import io.grpcpool.xds.load.ReportingStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: guarded by its own lock, as gRPC delivers reports on one thread while another may
 * end the stream. One client's telemetry stream.
 */
final class TelemetryStream extends ReportingStream<ReportRequest, ReportResponse> {

  private static final Logger LOG = LoggerFactory.getLogger(TelemetryStream.class);

  private final TelemetryService service;
  private final ClientSession session;
  private final AdmissionLimits limits;
  private final TokenBucket requests;
  private final long began;
  private final Map<String, Share> shares = new HashMap<>(4);
  private TelemetryClients.@Nullable Instance instance;

  /** Immutable. What this stream has in a cluster's gauges. */
  private record Share(TelemetryTally tally, PoolGauges pools) {}

  TelemetryStream(
      TelemetryService service,
      ClientSession session,
      AdmissionLimits limits,
      StreamObserver<ReportResponse> responses) {
    super(responses);
    this.service = service;
    this.session = session;
    this.limits = limits;
    this.began = service.nanoTime();
    this.requests = limits.newRequestBucket(began);
  }

  @Override
  public void onNext(ReportRequest request) {
    Optional<TelemetryStream> before = take(request);
    // Outside of this stream's lock, as the other may be ending this one.
    before.ifPresent(
        stream ->
            stream.close(Status.ABORTED.withDescription("this client has opened another stream")));
  }

  private synchronized Optional<TelemetryStream> take(ReportRequest request) {
    if (isOver()) {
      return Optional.empty();
    }
    Excess excess =
        requests.tryTake(service.nanoTime()) ? limits.excessOf(request) : limits.tooManyRequests();
    if (excess != null) {
      service.rejected(excess);
      close(excess.status());
      return Optional.empty();
    }
    TelemetryClients.Instance known = instance;
    if (known == null) {
      return introduce(request.getClient());
    }
    report(known, request.getReport());
    return Optional.empty();
  }

  private Optional<TelemetryStream> introduce(Client client) {
    Optional<String> problem = ReportRules.problem(client);
    if (problem.isPresent()) {
      refuse(problem.get());
      return Optional.empty();
    }
    TelemetryClients.Instance joined =
        new TelemetryClients.Instance(client.getInstance(), session.identity().name());
    instance = joined;
    Optional<TelemetryStream> before = service.clients().join(joined, client.getNode(), this);
    instruct(joined);
    return before;
  }

  private void report(TelemetryClients.Instance from, Report report) {
    Optional<String> problem = ReportRules.problem(report);
    if (problem.isPresent()) {
      refuse(problem.get());
      return;
    }
    if (service.clients().advance(from, this, report.getSequence())) {
      Map<String, ClusterTelemetry> counted = counted(report);
      // A client names every cluster that it has a pool of.
      Set<String> left = new HashSet<>(shares.keySet());
      left.removeAll(counted.keySet());
      left.forEach(this::withdraw);
      counted.forEach(this::count);
      service.reported(report.getElapsedMicros(), counted);
    } else {
      service.repeated();
    }
    instruct(from);
    if (session.longest() != null && service.nanoTime() - began >= session.longest().toNanos()) {
      // The client comes again, and shows who it is.
      onCompleted();
    }
  }

  private Map<String, ClusterTelemetry> counted(Report report) {
    Map<String, ClusterTelemetry> counted = new HashMap<>();
    for (ClusterReport cluster : report.getClustersList()) {
      if (service.counts(cluster.getCluster(), session.identity())) {
        counted.put(cluster.getCluster(), ClusterTelemetry.of(cluster, report.getElapsedMicros()));
      }
    }
    return counted;
  }

  private void count(String cluster, ClusterTelemetry told) {
    TelemetryTally tally = service.tally(cluster);
    Share before = shares.get(cluster);
    PoolGauges replaced =
        before == null || before.tally() != tally ? PoolGauges.NONE : before.pools();
    tally.count(told.attempts());
    tally.replace(replaced, told.pools());
    shares.put(cluster, new Share(tally, told.pools()));
  }

  private void withdraw(String cluster) {
    Share share = shares.remove(cluster);
    if (share != null) {
      share.tally().replace(share.pools(), PoolGauges.NONE);
    }
  }

  private void instruct(TelemetryClients.Instance to) {
    answer(service.instruction(service.clients().counted(to)));
  }

  private void refuse(String problem) {
    LOG.debug("telemetry stream is refused: client={} {}", instance, problem);
    service.refused();
    close(Status.INVALID_ARGUMENT.withDescription(problem));
  }

  @Override
  protected void ended() {
    List.copyOf(shares.keySet()).forEach(this::withdraw);
    if (instance != null) {
      service.clients().leave(instance, this);
    }
    service.ended(this);
  }

  @Override
  public String toString() {
    return "telemetry stream of " + instance;
  }
}
