package io.grpcpool.operator.http.stats;

import io.grpcpool.operator.http.stats.Stats.PolicyStats;
import io.grpcpool.operator.http.stats.Stats.SettingStats;
import io.grpcpool.operator.policies.PolicySource;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.status.Leadership;
import io.grpcpool.operator.status.Statuses;
import io.grpcpool.operator.world.World;
import io.grpcpool.xds.ClientPage;
import io.grpcpool.xds.ClientQuery;
import io.grpcpool.xds.XdsServer;
import java.util.List;
import java.util.function.Supplier;

/**
 * Thread-safe. Reads the present state of the process.
 *
 * @param settings the effective ones now
 * @param server what clients are served by
 */
public record StatsReader(
    Identity identity,
    Supplier<Settings> settings,
    World world,
    Statuses statuses,
    Leadership leadership,
    PolicySource policies,
    XdsServer server) {

  /** Immutable. Which process this is. */
  public record Identity(String instance, String version) {}

  /** Everything, as of now. */
  public Stats read() {
    Settings effective = settings.get();
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
        policyStats(),
        ClientStatsReader.read(clients.clients()),
        clients.matching(),
        world.heldDeletions().stream().map(Object::toString).toList(),
        policies.problems());
  }

  private List<PolicyStats> policyStats() {
    return world.reports().all().stream()
        .map(report -> PolicyStatsReader.read(report, statuses.of(report), server::clusterLoad))
        .toList();
  }
}
