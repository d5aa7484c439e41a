package io.grpcpool.xds;

import java.util.Set;

/**
 * Immutable. Which of the resources to show. What is left empty wants all.
 *
 * @param names as {@link ClientQuery#names}
 * @param after the key, as {@link ResourceKey} writes it, after which to begin
 * @param limit the most resources to show, 1 to {@link ClientQuery#MAX_LIMIT}
 */
public record ResourceQuery(Set<String> names, String after, int limit) {

  /**
   * Copies the names.
   *
   * @throws IllegalArgumentException if {@code limit} is out of range
   */
  public ResourceQuery {
    names = Set.copyOf(names);
    if (limit < 1 || limit > ClientQuery.MAX_LIMIT) {
      throw new IllegalArgumentException(
          "limit is " + limit + "; allowed: 1 to " + ClientQuery.MAX_LIMIT);
    }
  }

  boolean wants(ResourceKey key) {
    return names.isEmpty() || ClientQuery.wants(names, key.name());
  }
}
