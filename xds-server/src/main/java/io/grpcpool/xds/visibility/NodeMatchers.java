package io.grpcpool.xds.visibility;

import io.envoyproxy.envoy.type.matcher.v3.NodeMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Immutable. Reads which nodes a CSDS request asks for. */
final class NodeMatchers {

  private NodeMatchers() {}

  /**
   * Whether one of the matchers takes a node id; without matchers, every node is taken.
   *
   * @throws IllegalArgumentException if a matcher asks for what is not supported
   */
  static Predicate<String> of(List<NodeMatcher> matchers) {
    return matchers.stream().map(NodeMatchers::of).reduce(Predicate::or).orElse(everyNode -> true);
  }

  private static Predicate<String> of(NodeMatcher matcher) {
    if (matcher.getNodeMetadatasCount() > 0) {
      throw new IllegalArgumentException("node_matchers.node_metadatas: only node_id is supported");
    }
    return matcher.hasNodeId() ? of(matcher.getNodeId()) : everyNode -> true;
  }

  private static Predicate<String> of(StringMatcher matcher) {
    boolean anyCase = matcher.getIgnoreCase();
    return switch (matcher.getMatchPatternCase()) {
      case EXACT -> test(String::equals, matcher.getExact(), anyCase);
      case PREFIX -> test(String::startsWith, matcher.getPrefix(), anyCase);
      case SUFFIX -> test(String::endsWith, matcher.getSuffix(), anyCase);
      case CONTAINS -> test(String::contains, matcher.getContains(), anyCase);
      // A regular expression of somebody else may take for ever.
      case SAFE_REGEX, CUSTOM, MATCHPATTERN_NOT_SET ->
          throw new IllegalArgumentException(
              "node_matchers.node_id: "
                  + matcher.getMatchPatternCase()
                  + "; allowed: exact, prefix, suffix, contains");
    };
  }

  private static Predicate<String> test(
      BiPredicate<String, String> test, String pattern, boolean anyCase) {
    return anyCase
        ? id -> test.test(id.toLowerCase(Locale.ROOT), pattern.toLowerCase(Locale.ROOT))
        : id -> test.test(id, pattern);
  }
}
