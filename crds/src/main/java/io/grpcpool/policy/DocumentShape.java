package io.grpcpool.policy;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Confined to the call that made it. Compares a YAML tree with the record that it is to become:
 * names every unknown field, every value of a wrong type and every key that is there twice, at
 * once.
 */
final class DocumentShape {

  private final ReadProblems problems;

  DocumentShape(ReadProblems problems) {
    this.problems = problems;
  }

  /**
   * @param ignored names of further fields that may be there and mean nothing
   */
  void check(String path, Node node, Class<?> record, Set<String> ignored) {
    if (isAbsent(node)) {
      return;
    }
    if (!(node instanceof MappingNode mapping)) {
      problems.add(path, node, shown(node) + "must be a section of fields");
      return;
    }
    Map<String, DocumentField> fields = new HashMap<>();
    DocumentField.of(record).forEach(field -> fields.put(field.name(), field));
    forEachEntry(
        path,
        mapping,
        (key, value) -> {
          DocumentField field = fields.get(key);
          String fieldPath = path + "." + key;
          if (ignored.contains(key)) {
            return;
          }
          if (field == null) {
            problems.add(fieldPath, value, "unknown field" + Spelling.hint(key, fields.keySet()));
          } else if (!field.mayBeNumber() || !Scalars.isInteger(value)) {
            check(fieldPath, value, field.type());
          }
        });
  }

  /** What to do with an entry of a mapping. */
  interface Entry {
    void accept(String key, Node value);
  }

  /** Visits the entries whose key is text and new; reports the others. */
  void forEachEntry(String path, MappingNode mapping, Entry entry) {
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(path, tuple.getKeyNode(), "has a key that is not text");
      } else if (!seen.add(key.getValue())) {
        problems.add(
            path.isEmpty() ? key.getValue() : path + "." + key.getValue(), key, "is there twice");
      } else {
        entry.accept(key.getValue(), tuple.getValueNode());
      }
    }
  }

  private void check(String path, Node node, Type type) {
    if (isAbsent(node)) {
      return;
    }
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (generic.getRawType() == List.class) {
        checkList(path, node, element);
      } else {
        checkMap(path, node, element);
      }
    } else if (((Class<?>) type).isRecord()) {
      check(path, node, (Class<?>) type, Set.of());
    } else {
      Scalars.mismatch(node, (Class<?>) type)
          .ifPresent(expected -> problems.add(path, node, shown(node) + expected));
    }
  }

  private void checkList(String path, Node node, Type element) {
    if (!(node instanceof SequenceNode sequence)) {
      problems.add(path, node, shown(node) + "must be a list");
      return;
    }
    for (int i = 0; i < sequence.getValue().size(); i++) {
      checkElement(path + "[" + i + "]", sequence.getValue().get(i), element);
    }
  }

  private void checkMap(String path, Node node, Type element) {
    if (!(node instanceof MappingNode mapping)) {
      problems.add(path, node, shown(node) + "must be a section of keys and values");
      return;
    }
    forEachEntry(path, mapping, (key, value) -> checkElement(path + "." + key, value, element));
  }

  private void checkElement(String path, Node node, Type element) {
    if (isAbsent(node)) {
      problems.add(path, node, "must not be empty");
    } else {
      check(path, node, element);
    }
  }

  private static boolean isAbsent(Node node) {
    return Tag.NULL.equals(node.getTag());
  }

  private static String shown(Node node) {
    return node instanceof ScalarNode scalar
        ? "\"" + Violation.shortened(scalar.getValue()) + "\": "
        : "";
  }
}
