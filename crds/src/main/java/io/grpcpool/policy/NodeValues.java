package io.grpcpool.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Stateless. The plain values of a YAML tree whose size is known to be bounded. */
final class NodeValues {

  private NodeValues() {}

  /** A map, a list, a text, a {@code Long}, a {@code Boolean} or null. */
  static @Nullable Object of(Node node) {
    if (node instanceof MappingNode mapping) {
      return map(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      List<@Nullable Object> list = new ArrayList<>();
      sequence.getValue().forEach(element -> list.add(of(element)));
      return list;
    }
    return scalar((ScalarNode) node);
  }

  private static Map<String, @Nullable Object> map(MappingNode mapping) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        values.put(key.getValue(), of(tuple.getValueNode()));
      }
    }
    return values;
  }

  private static @Nullable Object scalar(ScalarNode node) {
    if (Tag.NULL.equals(node.getTag())) {
      return null;
    }
    if (Tag.BOOL.equals(node.getTag())) {
      return Scalars.booleanOf(node);
    }
    return Scalars.isInteger(node) ? (Object) Scalars.longOf(node) : node.getValue();
  }
}
