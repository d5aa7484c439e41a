package io.grpcpool.operator.http.stats;

import io.grpcpool.policy.status.Condition;
import io.grpcpool.policy.status.PoolStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Everything about this process at one moment.
 *
 * @param restartNeeded settings whose value in the file acts at the next start only
 * @param clients the first 1,000 streams of this replica; {@code /debug/xds/clients} has all, by
 *     pages. A policy's counts are of all replicas
 * @param clientsConnected how many streams there are
 * @param heldDeletions deleted policies that are served until a person confirms
 * @param unreadable files or objects that cannot be read at present, with the reason
 * @param peers the other replicas
 */
public record Stats(
    String instance,
    String version,
    String mode,
    boolean leader,
    boolean ready,
    List<SettingStats> settings,
    List<String> restartNeeded,
    List<PolicyStats> policies,
    List<ClientStats> clients,
    int clientsConnected,
    List<String> heldDeletions,
    Map<String, String> unreadable,
    List<PeerStats> peers) {

  /**
   * Immutable. Another replica.
   *
   * @param replica its id; empty while its clients do not count
   * @param connected whether it is heard now
   * @param lastHeard its last word; null while its clients do not count
   */
  public record PeerStats(
      String address, String replica, boolean connected, @Nullable String lastHeard) {}

  /** Immutable. An effective setting and where it came from. */
  public record SettingStats(String name, String value, String source) {}

  /**
   * Immutable. One policy.
   *
   * @param generation as it is written
   * @param servedGeneration as it is served; null: nothing is
   * @param pool what the policy tells clients; what is absent, each client decides
   * @param reason of the condition Accepted
   * @param message of the condition Accepted
   */
  public record PolicyStats(
      String namespace,
      String name,
      long generation,
      @Nullable Long servedGeneration,
      @Nullable String phase,
      boolean accepted,
      String reason,
      String message,
      List<String> targets,
      List<TrackStats> tracks,
      List<EndpointStats> endpoints,
      List<ProblemStats> problems,
      List<Condition> conditions,
      @Nullable PoolStatus pool,
      @Nullable DiscoveryStats discovery,
      CountStats clients) {}

  /** Immutable. One track; shares in hundredths of a percent; service: of its own, or null. */
  public record TrackStats(
      String name,
      Map<String, String> selector,
      @Nullable String service,
      String cluster,
      long weight,
      int effectiveBasisPoints,
      @Nullable Integer acknowledgedBasisPoints,
      EndpointCountStats endpoints,
      LoadStats load,
      TelemetryStats telemetry) {}

  /**
   * Immutable. What the clients of all replicas report of their calls to a track, counted since
   * each replica began to serve it; by telemetry of a client's pools where it has that, else by
   * load reports. Attempts that never got a connection are in none of the counts.
   *
   * @param inProgress attempts under way, by the last report of each stream
   * @param clients open load report streams that name the track
   */
  public record LoadStats(
      long issued, long succeeded, long failed, long dropped, long inProgress, int clients) {}

  /** Immutable. Endpoints, and how many of them take calls. */
  public record EndpointCountStats(int total, int usable) {}

  /** Immutable. One endpoint; track is empty where none selects it. */
  public record EndpointStats(
      String id,
      String address,
      int port,
      String health,
      long weight,
      String track,
      String zone,
      boolean usable) {}

  /** Immutable. A backend that is left out, and why. */
  public record ProblemStats(String id, String reason) {}

  /** Immutable. How far the endpoints can be trusted: FRESH, STALE or UNKNOWN. */
  public record DiscoveryStats(String source, String freshness, String detail) {}

  /** Immutable. Clients of one policy. */
  public record CountStats(int connected, int synced, int nacked) {}

  /** Immutable. One stream. */
  public record ClientStats(
      long stream,
      String node,
      String language,
      String peer,
      String connectedSince,
      List<TypeStats> types) {}

  /** Immutable. Where a stream stands with one type of resource. */
  public record TypeStats(
      String type,
      List<String> names,
      List<String> missing,
      @Nullable String sentVersion,
      @Nullable String ackedVersion,
      String status,
      @Nullable String error) {}
}
