package io.grpcpool.xds;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Where a client stands with one type.
 *
 * @param type the type
 * @param names what it subscribes to, sorted
 * @param missing those of the names that are not served, sorted
 * @param sentVersion the version of the last response; null before the first
 * @param ackedVersion the version of the last response that was acknowledged; null before the first
 * @param state the summary
 * @param error the client's words where it refused something that is served
 */
public record TypeStatus(
    ResourceType type,
    List<String> names,
    List<String> missing,
    @Nullable String sentVersion,
    @Nullable String ackedVersion,
    SyncState state,
    @Nullable String error) {

  /** Copies the lists. */
  public TypeStatus {
    names = List.copyOf(names);
    missing = List.copyOf(missing);
  }
}
