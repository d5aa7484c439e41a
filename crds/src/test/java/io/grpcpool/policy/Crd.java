package io.grpcpool.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Immutable. A schema of the CRD that the jar carries, as plain maps and lists. */
record Crd(Map<String, Object> schema) {

  static final String VALIDATIONS = "x-kubernetes-validations";

  /** The schema of the whole object. */
  static Crd load() {
    String path = "/META-INF/grpcpool/grpcpoolpolicies.grpcpool.io.yaml";
    try (InputStream in = Objects.requireNonNull(Crd.class.getResourceAsStream(path))) {
      Map<String, Object> crd = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      Map<String, Object> version = cast(((List<?>) cast(crd.get("spec")).get("versions")).get(0));
      return new Crd(cast(cast(version.get("schema")).get("openAPIV3Schema")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema at a path such as {@code spec.tracks[].weight}. */
  static Crd at(String path) {
    Crd crd = load();
    for (String name : path.split("\\.")) {
      crd = name.endsWith("[]") ? crd.child(name.replace("[]", "")).items() : crd.child(name);
    }
    return crd;
  }

  Map<String, Object> properties() {
    return schema.containsKey("properties") ? cast(schema.get("properties")) : Map.of();
  }

  Crd child(String name) {
    return new Crd(cast(Objects.requireNonNull(properties().get(name), name)));
  }

  Crd items() {
    return new Crd(cast(schema.get("items")));
  }

  List<Map<String, Object>> rules() {
    List<?> rules = (List<?>) schema.getOrDefault(VALIDATIONS, List.of());
    return rules.stream().map(Crd::cast).toList();
  }

  boolean isSupported() {
    return rules().stream().noneMatch(rule -> "false".equals(rule.get("rule")));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> cast(Object value) {
    return (Map<String, Object>) value;
  }
}
