package io.grpcpool.operator.http.stats;

import io.grpcpool.operator.http.stats.Stats.PolicyStats;
import io.grpcpool.operator.http.stats.Stats.SettingStats;
import io.grpcpool.operator.policies.PolicySource;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.status.Leadership;
import io.grpcpool.operator.status.Statuses;
import io.grpcpool.operator.world.World;
import io.grpcpool.xds.ClientStatus;
import java.util.List;
import java.util.function.Supplier;

/**
 * Thread-safe. Reads the present state of the process.
 *
 * @param settings the effective ones now
 * @param clients every stream now
 */
public record StatsReader(
    Identity identity,
    Supplier<Settings> settings,
    World world,
    Statuses statuses,
    Leadership leadership,
    PolicySource policies,
    Supplier<List<ClientStatus>> clients) {

  /** Immutable. Which process this is. */
  public record Identity(String instance, String version) {}

  /** Everything, as of now. */
  public Stats read() {
    Settings effective = settings.get();
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
        ClientStatsReader.read(clients.get()),
        world.heldDeletions().stream().map(Object::toString).toList(),
        policies.problems());
  }

  private List<PolicyStats> policyStats() {
    return world.reports().all().stream()
        .map(report -> PolicyStatsReader.read(report, statuses.of(report)))
        .toList();
  }
}
