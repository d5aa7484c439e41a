package io.grpcpool.xds;

import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpcpool.xds.admission.AdmissionLimits;
import io.grpcpool.xds.admission.StreamAdmission;
import io.grpcpool.xds.identity.AuthenticationInterceptor;
import io.grpcpool.xds.identity.ClientAuthentication;
import io.grpcpool.xds.identity.ServerTls;
import io.grpcpool.xds.identity.TlsFiles;
import io.grpcpool.xds.load.ClusterLoad;
import io.grpcpool.xds.load.LoadReportListener;
import io.grpcpool.xds.load.LoadReportService;
import io.grpcpool.xds.telemetry.ClusterTelemetry;
import io.grpcpool.xds.telemetry.TelemetryService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: every method may be called from any thread. The xDS server: state-of-the-world ADS
 * for gRPC clients of any language, LRS for their load reports, and the telemetry of pools.
 */
public final class XdsServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(XdsServer.class);

  /** What a stream that is drained ends with: clients reconnect at once, as they had an answer. */
  private static final Status DRAINED =
      Status.UNAVAILABLE.withDescription("this server is going away, reconnect");

  private static final Duration AFTER_DRAIN = Duration.ofSeconds(2);

  /** Between two streams that are drained, at most: a few clients need no more than a moment. */
  private static final Duration LONGEST_STEP = Duration.ofMillis(20);

  private final XdsServerBuilder settings;
  private final ServerThreads threads;
  private final ResourceTable table = new ResourceTable();
  private final List<StreamShard> shards;
  private final AcknowledgementEvents events;
  private final Publisher publisher;
  private final LoadReportService loads;
  private final TelemetryService telemetry;
  private final ServerHealth health = new ServerHealth();
  private final ListeningPorts ports;
  private final StreamAdmission admission;
  private final AdsService ads;
  private volatile int port = -1;
  private volatile int tlsPort = -1;
  private volatile boolean closed;

  XdsServer(XdsServerBuilder settings) {
    this.settings = settings;
    this.threads = new ServerThreads(settings.shards, settings.scheduler);
    XdsMetrics metrics = new XdsMetrics(settings.meters);
    ServingContext context =
        new ServingContext(table, settings.knowledge, threads.scheduler(), settings.clock, metrics);
    this.events = new AcknowledgementEvents(threads.scheduler());
    this.shards =
        threads.shards().stream()
            .map(thread -> new StreamShard(thread, context, events::changed))
            .toList();
    metrics.observe(table, shards);
    TableClusters clusters = new TableClusters(table);
    this.telemetry =
        new TelemetryService(clusters, settings.limits, metrics.admission(), settings.meters);
    this.loads = new LoadReportService(clusters, telemetry::covers, settings.meters);
    this.publisher = new Publisher(context, shards, this::clustersChanged, events::changed);
    events.add(keys -> publisher.review());
    events.add(settings.acknowledgementListener);
    this.admission =
        new StreamAdmission(
            settings.limits, metrics.admission(), threads.scheduler(), metrics::now);
    this.ads = new AdsService(shards, settings.limits, admission);
    this.ports =
        new ListeningPorts(
            settings.eventLoops,
            settings.limits,
            List.of(
                ads.definition(),
                loads.bindService(),
                telemetry.bindService(),
                health.definition()));
    ready(false);
  }

  private void clustersChanged() {
    loads.clustersChanged();
    telemetry.clustersChanged();
  }

  /** A server with defaults: plaintext on an ephemeral port of loopback. */
  public static XdsServerBuilder builder() {
    return new XdsServerBuilder();
  }

  /** Adds a service to the ports; call it before {@link #start}. It must not block. */
  public synchronized void add(ServerServiceDefinition service) {
    ports.add(service);
  }

  /**
   * Other limits for the streams that come from now on. How much of one request is read at all
   * stays what it was at the start.
   */
  public void limits(AdmissionLimits now) {
    ads.limits(now);
    admission.limits(now);
    telemetry.limits(now);
  }

  /**
   * Listens. May be called before anything is published.
   *
   * @throws IOException if an address cannot be bound, or a certificate cannot be read
   */
  public synchronized XdsServer start() throws IOException {
    if (settings.plaintextAddress != null) {
      port = ports.plaintext(settings.plaintextAddress);
    }
    if (settings.tlsAddress != null) {
      tlsPort = startTls(settings.tlsAddress, settings.authentication);
    }
    return this;
  }

  private int startTls(InetSocketAddress address, ClientAuthentication authentication)
      throws IOException {
    TlsFiles files =
        new TlsFiles(
            Objects.requireNonNull(settings.certificateChain),
            Objects.requireNonNull(settings.privateKey),
            authentication.clientCa());
    ServerTls tls = new ServerTls(files, settings.clock, threads.scheduler());
    tls.load();
    return authentication.isRequired()
        ? ports.authenticated(
            address,
            tls,
            authentication,
            new AuthenticationInterceptor(
                authentication, tls.clientTrust(), settings.clock, new Random(), settings.meters))
        : ports.tls(address, tls);
  }

  /** The plaintext port; -1 where there is none. */
  public int port() {
    return port;
  }

  /** The TLS port; -1 where there is none. */
  public int tlsPort() {
    return tlsPort;
  }

  /**
   * Serves what is new and tells those who subscribe to it. Upserts are answerable, and sent, at
   * once: clusters and endpoints before what refers to them. Listeners are removed at once; route
   * configurations, clusters and endpoints stay until every stream acknowledged the listeners that
   * changed and let go of them, or 60 s have passed. Updates act in the order of the calls; after
   * {@link #close} they do nothing.
   */
  public void publish(ResourceUpdate update) {
    if (!closed) {
      publisher.publish(update);
    }
  }

  /** Asks the {@link NameKnowledge} again about the names that first answers wait for. */
  public void knowledgeChanged() {
    shards.forEach(StreamShard::knowledgeChanged);
  }

  /**
   * Every ADS stream; none after {@link #close}. Waits for the threads that serve them, usually for
   * less than 1 ms.
   *
   * @throws java.util.concurrent.CompletionException if they do not answer within 5 s
   */
  public List<ClientStatus> clients() {
    return fromShards(StreamShard::clients);
  }

  /**
   * The streams that a query asks for, in the order of their numbers, a page at a time: its cost is
   * that of a page and a look at each stream. Completes on a thread that serves streams, within 5 s
   * or with a {@link java.util.concurrent.TimeoutException}.
   */
  public CompletableFuture<ClientPage> clients(ClientQuery query) {
    CompletableFuture<ClientPage> all = CompletableFuture.completedFuture(ClientPage.EMPTY);
    for (StreamShard shard : closed ? List.<StreamShard>of() : shards) {
      all = all.thenCombine(shard.clients(query), (a, b) -> a.merge(b, query.limit()));
    }
    return all.thenApply(page -> page.cutTo(query.limit())).orTimeout(5, TimeUnit.SECONDS);
  }

  /** The resources that a query asks for, a page at a time. */
  public ResourcePage resources(ResourceQuery query) {
    return publisher.page(query);
  }

  /**
   * The version of a resource as it is served now, over all its variants; empty where it is not
   * served. Equal on every replica that serves the same.
   */
  public String version(ResourceKey key) {
    return table.version(key);
  }

  /**
   * How far a resource has come with those who subscribe to it. Nobody has acknowledged an update
   * from the moment that {@link #publish} is called with it.
   */
  public Acknowledgements acknowledged(ResourceKey key) {
    return publisher.counts(key);
  }

  /** Adds one who is told of everything that is published from now on. */
  public void publications(PublicationListener listener) {
    publisher.add(listener);
  }

  /** Adds one who is told whose counts change from now on. */
  public void acknowledgements(AcknowledgementListener listener) {
    events.add(listener);
  }

  /** Adds one who is told each load report. */
  public void loadReports(LoadReportListener listener) {
    loads.add(listener);
  }

  /**
   * The load of one cluster, by load reports and by telemetry, each client once; empty where nobody
   * has reported it.
   */
  public Optional<ClusterLoad> clusterLoad(String cluster) {
    Optional<ClusterLoad> told = telemetry.telemetry(cluster).map(ClusterTelemetry::asLoad);
    Optional<ClusterLoad> reported = loads.load(cluster);
    return told.map(load -> reported.map(load::plus).orElse(load)).or(() -> reported);
  }

  /** What the pools of clients tell beyond load reports. */
  public TelemetryService telemetry() {
    return telemetry;
  }

  /** How often clients report their load, above 0; also for streams that are open. */
  public void loadReportInterval(Duration interval) {
    loads.interval(interval);
  }

  /** What {@code grpc.health.v1} says; a server is not ready until told. */
  public void ready(boolean ready) {
    health.ready(ready);
  }

  /**
   * Says farewell: not ready, GOAWAY to every connection, then the streams are closed one after
   * another, so that clients do not reconnect elsewhere all at once: 20 ms apart, or closer so that
   * all of them take {@code grace} at most; with the last go those who watch its health, which have
   * been told. Streams that begin meanwhile, or waited to, are closed at once. Returns when all are
   * closed.
   */
  public synchronized void drain(Duration grace) {
    health.leave();
    ports.goAway();
    List<AdsStream> streams = fromShards(shard -> shard.drain(DRAINED));
    // Who waits to begin need not wait to be told so.
    admission.limits(AdmissionLimits.NONE);
    loads.drain(DRAINED);
    telemetry.drain(DRAINED);
    long step = Math.min(grace.toNanos() / Math.max(1, streams.size()), LONGEST_STEP.toNanos());
    for (int i = 0; i < streams.size(); i++) {
      AdsStream stream = streams.get(i);
      threads
          .scheduler()
          .schedule(
              () -> stream.shard().run(stream, () -> stream.close(DRAINED)),
              i * step,
              TimeUnit.NANOSECONDS);
    }
    threads
        .scheduler()
        .schedule(() -> health.end(DRAINED), streams.size() * step, TimeUnit.NANOSECONDS);
    try {
      boolean ended = ports.awaitCalls(grace.plus(AFTER_DRAIN));
      LOG.info("drained: streams={} all ended={}", streams.size(), ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /** Stops at once. */
  @Override
  public synchronized void close() {
    closed = true;
    ports.endCalls();
    try {
      ports.awaitCalls(AFTER_DRAIN);
      threads.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ports.close();
    }
  }

  private <T> List<T> fromShards(Function<StreamShard, CompletableFuture<List<T>>> question) {
    if (closed) {
      return List.of();
    }
    List<CompletableFuture<List<T>>> answers =
        shards.stream().map(question).map(a -> a.orTimeout(5, TimeUnit.SECONDS)).toList();
    List<T> all = new ArrayList<>();
    answers.forEach(answer -> all.addAll(answer.join()));
    return List.copyOf(all);
  }
}
