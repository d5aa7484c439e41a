package io.grpcpool.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Confined to the call that made it. Collects what is wrong with one document of a file. */
final class ReadProblems {

  /** The first ones lead to the rest. */
  private static final int MOST = 50;

  private final String source;
  private final int document;
  private final List<ReadProblem> found = new ArrayList<>();

  ReadProblems(String source, int document) {
    this.source = source;
    this.document = document;
  }

  List<ReadProblem> found() {
    return List.copyOf(found);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  void add(String field, @Nullable Node node, String message) {
    if (found.size() < MOST) {
      String where = node == null ? "" : " (" + YamlText.at(node.getStartMark()) + ")";
      found.add(new ReadProblem(source, document, Violation.shortened(field), message + where));
    }
  }
}
