package io.grpcpool.it.manifests;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Confined to one call. The fields of the policy document as Markdown, taken from the CRD. */
final class PolicyReference {
  private static final String NOT_YET = "not supported yet";

  private final StringBuilder rows = new StringBuilder();
  private final List<String> notYet = new ArrayList<>();

  private PolicyReference() {}

  /** One table of the fields that act, and one list of those that are refused. */
  static String of(CustomResourceDefinition crd) {
    PolicyReference reference = new PolicyReference();
    reference.visit("spec", specOf(crd));
    return """
        | field | type | default | what it does |
        |---|---|---|---|
        %s
        Not supported yet, and refused with these words: %s.
        """
        .formatted(
            reference.rows,
            reference.notYet.stream()
                .map(path -> "`" + path + "`")
                .collect(Collectors.joining(", ")));
  }

  private static JSONSchemaProps specOf(CustomResourceDefinition crd) {
    return crd.getSpec()
        .getVersions()
        .get(0)
        .getSchema()
        .getOpenAPIV3Schema()
        .getProperties()
        .get("spec");
  }

  private void visit(String path, JSONSchemaProps schema) {
    schema.getProperties().forEach((name, field) -> field(path, name, schema, field));
  }

  private void field(String parent, String name, JSONSchemaProps owner, JSONSchemaProps field) {
    String path = parent.equals("spec") ? name : parent + "." + name;
    if (isNotYet(field)) {
      notYet.add(path);
      return;
    }
    boolean required = owner.getRequired().contains(name);
    rows.append(
        "| `%s` | %s | %s | %s |%n"
            .formatted(path, type(field), required ? "required" : byDefault(field), text(field)));
    visit(path, field);
    if (field.getItems() != null && field.getItems().getSchema() != null) {
      visit(path + "[]", field.getItems().getSchema());
    }
  }

  private static boolean isNotYet(JSONSchemaProps field) {
    return field.getXKubernetesValidations().stream()
        .anyMatch(rule -> rule.getRule().equals("false") && NOT_YET.equals(rule.getMessage()));
  }

  private static String type(JSONSchemaProps field) {
    if (field.getEnum() != null && !field.getEnum().isEmpty()) {
      return field.getEnum().stream()
          .map(value -> value.asText())
          .collect(Collectors.joining(" or "));
    }
    if (Boolean.TRUE.equals(field.getXKubernetesIntOrString())) {
      return "name or number";
    }
    if (field.getMinimum() != null && field.getMaximum() != null) {
      return "%s %.0f–%.0f".formatted(field.getType(), field.getMinimum(), field.getMaximum());
    }
    return field.getAdditionalProperties() == null ? field.getType() : "map of text";
  }

  private static String byDefault(JSONSchemaProps field) {
    return field.getDefault() == null
            || field.getDefault().isEmpty() && field.getDefault().isObject()
        ? ""
        : "`" + field.getDefault().toString().replace("\"", "") + "`";
  }

  private static String text(JSONSchemaProps field) {
    return field.getDescription() == null ? "" : field.getDescription().replace("|", "\\|");
  }
}
