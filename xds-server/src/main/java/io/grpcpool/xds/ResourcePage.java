package io.grpcpool.xds;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A part of the resources that a {@link ResourceQuery} asks for.
 *
 * @param resources sorted by type and name
 * @param matching how many resources match, on whatever page
 * @param next what to begin the next page after; null on the last
 */
public record ResourcePage(List<ServedStatus> resources, int matching, @Nullable String next) {

  /** Copies the list. */
  public ResourcePage {
    resources = List.copyOf(resources);
  }
}
