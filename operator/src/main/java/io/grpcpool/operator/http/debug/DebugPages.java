package io.grpcpool.operator.http.debug;

import io.grpcpool.operator.http.stats.Stats.ClientStats;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Immutable. The documents of {@code /debug/xds/…}, as records that Jackson writes. */
final class DebugPages {

  private DebugPages() {}

  /**
   * Immutable. {@code syncz}: where each stream stands with each type.
   *
   * @param matching how many streams match, on whatever page
   * @param next what the next page begins {@code after}; null on the last
   */
  public record SyncPage(List<ClientStats> clients, int matching, @Nullable Long next) {}

  /** Immutable. {@code clients}: the same, name by name. */
  public record ClientsPage(List<Client> clients, int matching, @Nullable Long next) {}

  /** Immutable. One stream. */
  public record Client(
      long stream,
      String node,
      String language,
      String version,
      String zone,
      String peer,
      String identity,
      String connectedSince,
      List<Type> types) {}

  /** Immutable. One type of one stream. */
  public record Type(
      String type,
      String status,
      @Nullable String sentVersion,
      @Nullable String sentAt,
      @Nullable String ackedVersion,
      @Nullable String ackedAt,
      List<Name> resources) {}

  /** Immutable. One name that a stream subscribes to. */
  public record Name(
      String name,
      String status,
      @Nullable String sentVersion,
      @Nullable String ackedVersion,
      @Nullable RefusalPage refusal) {}

  /** Immutable. A client's words, and the version of the response that they are about. */
  public record RefusalPage(String node, String version, String message, String at) {}

  /** Immutable. {@code resources}: what is served. */
  public record ResourcesPage(List<Resource> resources, int matching, @Nullable String next) {}

  /** Immutable. One resource; one version for each variant that differs. */
  public record Resource(
      String type,
      String name,
      List<String> versions,
      long bytes,
      int subscribers,
      int acknowledged,
      int refused,
      List<RefusalPage> refusals) {}

  /** Immutable. {@code pushes}: the last publications, the latest first. */
  public record PushesPage(List<PushPage> pushes) {}

  /**
   * Immutable. One publication.
   *
   * @param versions at most 20 of the resources; none for one that is gone
   * @param lastAcknowledgementMillis until the last stream acknowledged it; null unless all have
   */
  public record PushPage(
      long number,
      String at,
      String policy,
      long generation,
      Map<String, List<String>> versions,
      int resources,
      @Nullable Integer streams,
      String state,
      @Nullable Long lastAcknowledgementMillis) {}
}
