package io.grpcpool.operator.http.stats;

import io.grpcpool.operator.http.stats.Stats.PeerStats;
import io.grpcpool.operator.http.stats.Stats.PolicyStats;
import io.grpcpool.operator.http.stats.Stats.SettingStats;
import io.grpcpool.operator.peers.Fleet;
import io.grpcpool.operator.policies.PolicySource;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.settings.SettingsReload;
import io.grpcpool.operator.status.Leadership;
import io.grpcpool.operator.status.Statuses;
import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.operator.world.World;
import io.grpcpool.xds.ClientPage;
import io.grpcpool.xds.ClientQuery;
import io.grpcpool.xds.XdsServer;
import io.grpcpool.xds.peer.PeerStatus;
import java.util.List;
import java.util.function.Supplier;

/**
 * Thread-safe. Reads the present state of the process.
 *
 * @param settings the effective ones now
 * @param server what the clients of this replica are served by
 * @param fleet all replicas together
 */
public record StatsReader(
    Identity identity,
    Supplier<SettingsReload> settings,
    World world,
    Statuses statuses,
    Leadership leadership,
    PolicySource policies,
    XdsServer server,
    Fleet fleet) {

  /** Immutable. Which process this is. */
  public record Identity(String instance, String version) {}

  /** Everything, as of now. */
  public Stats read() {
    SettingsReload reload = settings.get();
    Settings effective = reload.effective();
    ClientPage clients = server.clients(ClientQuery.ALL).join();
    return new Stats(
        identity.instance(),
        identity.version(),
        effective.mode().text(),
        leadership.isLeader(),
        world.readiness().isReady(),
        effective.inOrder().stream()
            .map(s -> new SettingStats(s.name(), s.value(), s.source().text()))
            .toList(),
        reload.restartNeeded(),
        policyStats(),
        ClientStatsReader.read(clients.clients()),
        clients.matching(),
        world.heldDeletions().stream().map(Object::toString).toList(),
        policies.problems(),
        fleet.peers().stream().map(StatsReader::peer).toList());
  }

  private List<PolicyStats> policyStats() {
    return world.reports().all().stream()
        .map(report -> PolicyStatsReader.read(report, statuses.of(report), figures(report)))
        .toList();
  }

  private TrackFigures figures(PolicyReport report) {
    return report.served() == null
        ? TrackFigures.NONE
        : new TrackFigures(fleet.loads(report.served()), fleet.telemetry(report.served()));
  }

  private static PeerStats peer(PeerStatus peer) {
    return new PeerStats(
        peer.address(),
        peer.replica(),
        peer.connected(),
        peer.lastHeard() == null ? null : peer.lastHeard().toString());
  }
}
