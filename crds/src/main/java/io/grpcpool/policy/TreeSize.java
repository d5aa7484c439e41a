package io.grpcpool.policy;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Confined to the call that made it. Counts the nodes of a tree as often as they are reached, and
 * stops at the limit: a loop of aliases ends at the depth, a bomb at the number.
 */
final class TreeSize {

  private final int deepest;
  private int left;

  TreeSize(int most, int deepest) {
    this.left = most;
    this.deepest = deepest;
  }

  boolean exceeds(Node root) {
    return exceeds(root, 0);
  }

  private boolean exceeds(Node node, int depth) {
    if (--left < 0 || depth > deepest) {
      return true;
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().anyMatch(element -> exceeds(element, depth + 1));
    }
    return node instanceof MappingNode mapping
        && mapping.getValue().stream().anyMatch(entry -> exceedsEntry(entry, depth + 1));
  }

  private boolean exceedsEntry(NodeTuple entry, int depth) {
    return exceeds(entry.getKeyNode(), depth) || exceeds(entry.getValueNode(), depth);
  }
}
