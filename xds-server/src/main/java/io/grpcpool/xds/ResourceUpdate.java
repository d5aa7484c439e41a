package io.grpcpool.xds;

import java.util.List;
import java.util.Set;

/**
 * Immutable. What changes together. Upserts whose bytes are what is served already cost nothing.
 *
 * @param upserts resources to serve, each key at most once
 * @param removals keys to serve no longer; must not be among the upserts
 * @param cause what it was made for, which is shown with it
 */
public record ResourceUpdate(
    List<ServedResource> upserts, Set<ResourceKey> removals, PublicationCause cause) {

  /**
   * Copies both.
   *
   * @throws IllegalArgumentException if a key is upserted and removed at once
   */
  public ResourceUpdate {
    upserts = List.copyOf(upserts);
    removals = Set.copyOf(removals);
    for (ServedResource upsert : upserts) {
      if (removals.contains(upsert.key())) {
        throw new IllegalArgumentException(upsert.key() + " is upserted and removed at once");
      }
    }
  }

  /** An update of which nobody says what it was made for. */
  public ResourceUpdate(List<ServedResource> upserts, Set<ResourceKey> removals) {
    this(upserts, removals, PublicationCause.UNKNOWN);
  }

  /** An update that removes nothing. */
  public static ResourceUpdate of(ServedResource... upserts) {
    return new ResourceUpdate(List.of(upserts), Set.of());
  }

  /** An update that adds nothing. */
  public static ResourceUpdate removing(ResourceKey... removals) {
    return new ResourceUpdate(List.of(), Set.of(removals));
  }
}
