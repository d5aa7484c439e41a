package io.grpcpool.policy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Stateless. YAML text to trees of nodes, which know their line and column. Only the tree is built:
 * no tag makes an object, and what aliases multiply is counted before it is followed.
 */
final class YamlText {

  /** Far above what a policy nests; deep nesting would end in a stack overflow. */
  private static final int NESTING = 32;

  /** Aliases of collections; more of them can only mean that something is being multiplied. */
  private static final int ALIASES = 16;

  /** More than a text of the largest size can hold without aliases. */
  private static final int NODES = 500_000;

  private YamlText() {}

  /** Signals text that is not YAML; its message has line and column. */
  static final class NotYaml extends Exception {
    private static final long serialVersionUID = 1L;

    NotYaml(String message, YAMLException cause) {
      super(message, cause);
    }
  }

  /** The documents in order; an empty one is null. */
  static List<@Nullable Node> documents(String text) throws NotYaml {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(PolicyReader.MAX_BYTES);
    options.setNestingDepthLimit(NESTING);
    options.setMaxAliasesForCollections(ALIASES);
    options.setAllowRecursiveKeys(false);
    List<@Nullable Node> documents = new ArrayList<>();
    try {
      for (Node node : new Yaml(options).composeAll(new StringReader(text))) {
        documents.add(Tag.NULL.equals(node.getTag()) ? null : bounded(node));
      }
    } catch (MarkedYAMLException e) {
      throw new NotYaml("is not YAML: " + described(e), e);
    } catch (YAMLException e) {
      throw new NotYaml("is not YAML: " + e.getMessage(), e);
    }
    return documents;
  }

  /** Where a node begins, for messages: counted from 1 as editors do. */
  static String at(@Nullable Mark mark) {
    return mark == null
        ? ""
        : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
  }

  /** Aliases make a small text a large tree, or one without an end. */
  private static Node bounded(Node node) {
    if (new TreeSize(NODES, 2 * NESTING).exceeds(node)) {
      throw new YAMLException("its aliases make it too large");
    }
    return node;
  }

  private static String described(MarkedYAMLException e) {
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    return at(e.getProblemMark()) + ": " + context + e.getProblem();
  }
}
