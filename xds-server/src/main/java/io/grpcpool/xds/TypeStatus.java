package io.grpcpool.xds;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Where a client stands with one type.
 *
 * @param type the type
 * @param resources one entry for each name that it subscribes to, sorted
 * @param sentVersion the version of the last response; null before the first
 * @param sentAt when it was sent
 * @param ackedVersion the version of the last response that was acknowledged; null before the first
 * @param ackedAt when that was
 * @param state the summary
 */
public record TypeStatus(
    ResourceType type,
    List<ResourceStatus> resources,
    @Nullable String sentVersion,
    @Nullable Instant sentAt,
    @Nullable String ackedVersion,
    @Nullable Instant ackedAt,
    SyncState state) {

  /** Copies the list. */
  public TypeStatus {
    resources = List.copyOf(resources);
  }

  /** What it subscribes to, sorted. */
  public List<String> names() {
    return resources.stream().map(ResourceStatus::name).toList();
  }

  /** Those of the names that are not served, sorted. */
  public List<String> missing() {
    return resources.stream()
        .filter(resource -> resource.state() == SyncState.MISSING)
        .map(ResourceStatus::name)
        .toList();
  }

  /** The client's words where it refused something that is served. */
  public @Nullable String error() {
    return resources.stream()
        .map(ResourceStatus::refusal)
        .filter(Objects::nonNull)
        .map(Refusal::message)
        .findFirst()
        .orElse(null);
  }
}
