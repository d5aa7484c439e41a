package io.grpcpool.xds;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Immutable. Which of the streams to show. Without names, whatever they subscribe to.
 *
 * @param node which node ids; called on the threads that serve streams
 * @param names resources of which a stream subscribes to at least one; a name also stands for those
 *     that it and a slash begin, so that a policy's {@code namespace/name} stands for its clusters
 * @param refusing whether to show only clients that refuse something that is served
 * @param after the number of the stream after which to begin; 0: at the beginning
 * @param limit the most streams to show, 1 to {@value #MAX_LIMIT}
 */
public record ClientQuery(
    Predicate<String> node, Set<String> names, boolean refusing, long after, int limit) {

  /** The most streams of one page. */
  public static final int MAX_LIMIT = 1_000;

  /** The first of all streams, as many as a page holds. */
  public static final ClientQuery ALL = new ClientQuery(id -> true, Set.of(), false, 0, MAX_LIMIT);

  /**
   * Copies the names.
   *
   * @throws IllegalArgumentException if {@code limit} or {@code after} is out of range
   */
  public ClientQuery {
    names = Set.copyOf(names);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit is " + limit + "; allowed: 1 to " + MAX_LIMIT);
    }
    if (after < 0) {
      throw new IllegalArgumentException("after is " + after + "; allowed: 0 or more");
    }
  }

  boolean wants(String resource) {
    return wants(names, resource);
  }

  static boolean wants(Set<String> names, String resource) {
    return names.contains(resource)
        || names.stream().anyMatch(name -> resource.startsWith(name + "/"));
  }
}
