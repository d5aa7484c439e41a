package io.grpcpool.policy;

import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Stateless. What a plain value of YAML is. Types are those that kubectl sees (YAML 1.1: {@code
 * yes} is a boolean), save that only decimal numbers are numbers.
 */
final class Scalars {

  private static final Pattern DECIMAL = Pattern.compile("[+-]?(0|[1-9][0-9]{0,17})");

  private Scalars() {}

  /** A whole number of at most 18 digits. */
  static boolean isInteger(Node node) {
    return Tag.INT.equals(node.getTag())
        && DECIMAL.matcher(((ScalarNode) node).getValue()).matches();
  }

  /** What the value must be instead; empty if it is that. */
  static Optional<String> mismatch(Node node, Class<?> type) {
    if (type == String.class) {
      return textMismatch(node);
    }
    if (type == Boolean.class) {
      return Tag.BOOL.equals(node.getTag())
          ? Optional.empty()
          : Optional.of("must be true or false");
    }
    if (!isInteger(node)) {
      return Optional.of("must be a whole number");
    }
    long value = longOf(node);
    return type == Integer.class && (int) value != value
        ? Optional.of("must be at most " + Integer.MAX_VALUE)
        : Optional.empty();
  }

  static long longOf(Node integer) {
    return Long.parseLong(((ScalarNode) integer).getValue());
  }

  static boolean booleanOf(Node bool) {
    String text = ((ScalarNode) bool).getValue().toLowerCase(java.util.Locale.ROOT);
    return text.equals("true") || text.equals("yes") || text.equals("on");
  }

  private static Optional<String> textMismatch(Node node) {
    if (!(node instanceof ScalarNode)) {
      return Optional.of("must be text");
    }
    boolean looksLikeNumber = Tag.FLOAT.equals(node.getTag()) || isInteger(node);
    if (looksLikeNumber || Tag.BOOL.equals(node.getTag())) {
      String what = looksLikeNumber ? "a number" : "true or false";
      return Optional.of("is " + what + " to YAML and must be text: write it in quotes");
    }
    return Optional.empty();
  }
}
