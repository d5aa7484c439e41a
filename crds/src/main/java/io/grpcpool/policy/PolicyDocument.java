package io.grpcpool.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Confined to the call that made it. One document of a file, to a policy. */
final class PolicyDocument {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> SECTIONS =
      Set.of("apiVersion", "kind", "metadata", "spec", "status");

  /** What a cluster adds; a file made with {@code kubectl get -o yaml} has it. */
  private static final Set<String> OF_THE_CLUSTER =
      Set.of(
          "creationTimestamp",
          "deletionTimestamp",
          "finalizers",
          "generation",
          "managedFields",
          "ownerReferences",
          "resourceVersion",
          "selfLink",
          "uid");

  private final ReadProblems problems;
  private final DocumentShape shape;

  PolicyDocument(ReadProblems problems) {
    this.problems = problems;
    this.shape = new DocumentShape(problems);
  }

  /** The policy; empty if there are problems now. */
  Optional<GrpcPoolPolicy> read(Node document) {
    if (!(document instanceof MappingNode mapping)) {
      problems.add("", document, "must be a " + GrpcPoolPolicy.KIND + " document");
      return Optional.empty();
    }
    Map<String, Node> sections = new HashMap<>();
    shape.forEachEntry("", mapping, sections::put);
    for (String name : new TreeSet<>(sections.keySet())) {
      if (!SECTIONS.contains(name)) {
        problems.add(name, sections.get(name), "unknown field" + Spelling.hint(name, SECTIONS));
      }
    }
    mustBe("apiVersion", GrpcPoolPolicy.API_VERSION, sections);
    mustBe("kind", GrpcPoolPolicy.KIND, sections);
    ObjectMeta metadata = metadata(sections.get("metadata"));
    GrpcPoolPolicySpec spec = spec(sections.get("spec"));
    if (!problems.isEmpty() || spec == null) {
      return Optional.empty();
    }
    GrpcPoolPolicy policy = new GrpcPoolPolicy();
    policy.setMetadata(metadata);
    policy.setSpec(spec);
    return Optional.of(policy);
  }

  private void mustBe(String field, String expected, Map<String, Node> sections) {
    Node node = sections.get(field);
    Object value = node == null ? null : NodeValues.of(node);
    if (value == null) {
      problems.add(field, node, "is required: must be " + expected);
    } else if (!expected.equals(value)) {
      String shown = Violation.shortened(value.toString());
      problems.add(field, node, "\"" + shown + "\": must be " + expected);
    }
  }

  private @Nullable ObjectMeta metadata(@Nullable Node node) {
    if (node != null) {
      shape.check("metadata", node, FileMetadata.class, OF_THE_CLUSTER);
    }
    FileMetadata metadata =
        node == null
            ? FileMetadata.EMPTY
            : MAPPER.convertValue(NodeValues.of(node), FileMetadata.class);
    if (metadata == null || metadata.name() == null) {
      problems.add("metadata.name", node, "is required");
      return null;
    }
    return metadata.toObjectMeta();
  }

  private @Nullable GrpcPoolPolicySpec spec(@Nullable Node node) {
    Object values = node == null ? null : NodeValues.of(node);
    if (values == null) {
      problems.add("spec", node, "is required");
      return null;
    }
    shape.check("spec", node, GrpcPoolPolicySpec.class, Set.of());
    return problems.isEmpty() ? MAPPER.convertValue(values, GrpcPoolPolicySpec.class) : null;
  }
}
