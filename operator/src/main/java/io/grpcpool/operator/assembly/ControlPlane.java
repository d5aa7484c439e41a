package io.grpcpool.operator.assembly;

import io.grpcpool.operator.audit.LoggedAudit;
import io.grpcpool.operator.discovery.EndpointSources;
import io.grpcpool.operator.http.debug.XdsDebug;
import io.grpcpool.operator.http.stats.StatsReader;
import io.grpcpool.operator.metrics.LoadMeters;
import io.grpcpool.operator.metrics.PlanningMeters;
import io.grpcpool.operator.metrics.PoolMeters;
import io.grpcpool.operator.metrics.SourceMeters;
import io.grpcpool.operator.metrics.TrackMeters;
import io.grpcpool.operator.peers.CutDecisions;
import io.grpcpool.operator.peers.CutTable;
import io.grpcpool.operator.peers.Fleet;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.settings.SettingsReload;
import io.grpcpool.operator.status.PoolSizing;
import io.grpcpool.operator.status.StatusChanges;
import io.grpcpool.operator.status.Statuses;
import io.grpcpool.operator.world.ExecutorPlannerThread;
import io.grpcpool.operator.world.PendingNames;
import io.grpcpool.operator.world.World;
import io.grpcpool.operator.world.WorldPorts;
import io.grpcpool.xds.XdsServer;
import io.grpcpool.xds.visibility.ClientStatusService;
import io.grpcpool.xds.visibility.PushLog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Thread-safe. The control plane without its process: sources, planner thread, xDS server and
 * status, on one of the platforms.
 */
public final class ControlPlane implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(3);

  private final Settings settings;
  private final Platform platform;
  private final SingleThreads threads;
  private final EndpointSources sources;
  private final XdsServer server;
  private final World world;
  private final PushLog pushes;
  private final Fleet fleet;
  private final CutTable cuts = new CutTable();
  private final StatusFeed feed;
  private final PoolSizing sizing;

  /**
   * Opens nothing before {@link #start}.
   *
   * @param environment where Consul's own variables are read from
   */
  public ControlPlane(
      Settings settings,
      Map<String, String> environment,
      Platform platform,
      MeterRegistry meters,
      SingleThreads threads) {
    this.settings = settings;
    this.platform = platform;
    this.threads = threads;
    InstantSource clock = InstantSource.system();
    PendingNames pending = new PendingNames();
    StatusChanges changes = new StatusChanges();
    sources =
        new EndpointSources(new SourceMakers(settings, environment, meters, threads).all(platform));
    server =
        XdsAddresses.server(settings, meters, pending, changes, platform.tokens().orElse(null));
    reportLoadAsIn(settings);
    world =
        new World(
            new ExecutorPlannerThread(threads.named("planner"), clock),
            new WorldPorts(
                sources,
                server::publish,
                server::knowledgeChanged,
                new LoggedAudit().and(platform.events()),
                new PlanningMeters(meters),
                cuts::capsOf),
            pending,
            settings.isOn(SettingKey.BARE_NAMES),
            () -> server.ready(true));
    cuts.onChange(world::cutsChanged);
    changes.follow(world.reports());
    pushes = new PushLog(server::acknowledged, clock);
    showClients(meters, clock);
    fleet =
        new Fleet(
            server, world.reports(), cuts, own -> Peers.exchange(settings, own, threads, clock));
    fleet.follow(changes);
    Gauge.builder("xds.peers", fleet, Fleet::heard).register(meters);
    sizing = new PoolSizing(world.reports(), fleet::telemetry, changes::tell, clock);
    Statuses statuses = new Statuses(fleet, sizing::of, clock);
    statuses.follow(world.reports());
    feed = new StatusFeed(world.reports(), statuses, changes);
  }

  private void showClients(MeterRegistry meters, InstantSource clock) {
    server.publications(pushes);
    server.acknowledgements(pushes);
    server.add(new ClientStatusService(server::clients, threads.named("csds")).definition());
    new TrackMeters(
            meters,
            List.of(
                new LoadMeters(meters, server::clusterLoad),
                new PoolMeters(meters, server.telemetry()::telemetry)))
        .follow(world.reports());
    SourceMeters.register(meters, world.reports(), sources.kinds(), clock);
  }

  /**
   * Listens and begins to watch.
   *
   * @throws IOException if an address cannot be bound or a certificate cannot be read
   */
  public void start() throws IOException {
    server.start();
    fleet.start();
    sizing.start(threads.named("sizing"));
    platform.writeStatus(feed);
    platform.policies().start(world);
  }

  /** Takes the settings that act without a restart. */
  public void apply(Settings changed) {
    server.limits(XdsAddresses.limits(changed));
    reportLoadAsIn(changed);
    world.bareNames(changed.isOn(SettingKey.BARE_NAMES));
  }

  private void reportLoadAsIn(Settings now) {
    server.loadReportInterval(now.duration(SettingKey.XDS_LOAD_REPORT_INTERVAL));
  }

  /** The plaintext xDS port; -1 where there is none. */
  public int xdsPort() {
    return server.port();
  }

  /** Where calls are taken from a track that fails. */
  public CutDecisions cuts() {
    return cuts;
  }

  /** What is decided, and whether clients may come. */
  public World world() {
    return world;
  }

  /** What status is made from. */
  public StatusFeed statusFeed() {
    return feed;
  }

  /** Reads everything that {@code /stats} shows. */
  public StatsReader stats(StatsReader.Identity identity, Supplier<SettingsReload> effective) {
    return new StatsReader(
        identity,
        effective,
        world,
        feed.statuses(),
        platform.leadership(),
        platform.policies(),
        server,
        fleet);
  }

  /** Reads everything that {@code /debug/xds} shows. */
  public XdsDebug debug() {
    return new XdsDebug(server, pushes, world.reports());
  }

  /** The settings it was made with. */
  public Settings settings() {
    return settings;
  }

  /** Sends clients to other replicas, then stops. */
  @Override
  public void close() {
    server.drain(DRAIN);
    platform.close();
    fleet.close();
    sources.close();
    server.close();
    threads.close();
  }
}
