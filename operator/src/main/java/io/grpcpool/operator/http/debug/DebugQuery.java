package io.grpcpool.operator.http.debug;

import io.vertx.core.MultiMap;
import java.util.Set;

/**
 * Immutable. The parameters of a page; what is empty filters nothing.
 *
 * @param node part of a node id
 * @param name a resource that must be subscribed to
 * @param service a policy, by {@code namespace/name}, name, or a name that clients dial
 * @param nacked only clients that refuse something that is served
 * @param after where the page begins: what the page before called {@code next}
 * @param limit the most entries, 1 to 1,000
 */
record DebugQuery(
    String node, String name, String service, boolean nacked, String after, int limit) {

  private static final int DEFAULT_LIMIT = 100;
  private static final Set<String> NAMES =
      Set.of("node", "name", "service", "nacked", "after", "limit");

  /**
   * Reads the query of a URL.
   *
   * @throws IllegalArgumentException if a parameter is unknown or not a number where one is due
   */
  static DebugQuery of(MultiMap parameters) {
    for (String name : parameters.names()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            name
                + ": unknown parameter; allowed: "
                + String.join(", ", NAMES.stream().sorted().toList()));
      }
    }
    String limit = text(parameters, "limit");
    return new DebugQuery(
        text(parameters, "node"),
        text(parameters, "name"),
        text(parameters, "service"),
        flag(text(parameters, "nacked")),
        text(parameters, "after"),
        limit.isEmpty()
            ? DEFAULT_LIMIT
            : (int) Math.min(Integer.MAX_VALUE, number("limit", limit)));
  }

  /** The number of the stream to begin after; 0: at the beginning. */
  long afterStream() {
    return after.isEmpty() ? 0 : number("after", after);
  }

  private static String text(MultiMap parameters, String name) {
    String value = parameters.get(name);
    return value == null ? "" : value;
  }

  private static boolean flag(String value) {
    return switch (value) {
      case "", "false" -> false;
      case "true" -> true;
      default ->
          throw new IllegalArgumentException("nacked is \"" + value + "\"; allowed: true, false");
    };
  }

  private static long number(String name, String value) {
    if (!value.matches("\\d{1,18}")) {
      throw new IllegalArgumentException(
          name + " is \"" + value + "\"; allowed: a whole number of at most 18 digits");
    }
    return Long.parseLong(value);
  }
}
