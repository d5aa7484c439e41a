package io.grpcpool.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Immutable. A document that is meant for somebody else: it says which API it is of, and that is
 * not ours.
 *
 * @param document its number in the file, from 1
 * @param apiVersion as written, such as {@code kustomize.config.k8s.io/v1beta1}
 * @param kind as written, such as {@code Kustomization}
 */
public record OtherDocument(int document, String apiVersion, String kind) {

  private static final String OUR_GROUP = GrpcPoolPolicy.GROUP + "/";

  /** Empty for a document of our API, and for one that does not say what it is. */
  static Optional<OtherDocument> of(Node node, int document) {
    Map<String, String> scalars = new HashMap<>();
    if (node instanceof MappingNode mapping) {
      mapping.getValue().stream()
          .filter(entry -> entry.getKeyNode() instanceof ScalarNode)
          .filter(entry -> entry.getValueNode() instanceof ScalarNode)
          .forEach(
              entry ->
                  scalars.put(
                      ((ScalarNode) entry.getKeyNode()).getValue(),
                      ((ScalarNode) entry.getValueNode()).getValue()));
    }
    String apiVersion = scalars.getOrDefault("apiVersion", "");
    String kind = scalars.getOrDefault("kind", "");
    boolean ours =
        apiVersion.isEmpty()
            || kind.isEmpty()
            || kind.equals(GrpcPoolPolicy.KIND)
            || apiVersion.startsWith(OUR_GROUP);
    return ours
        ? Optional.empty()
        : Optional.of(
            new OtherDocument(
                document, Violation.shortened(apiVersion), Violation.shortened(kind)));
  }
}
