package io.grpcpool.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.policy.status.GrpcPoolPolicyStatus;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The CRD and the Java types are the same document: neither has a field that the other lacks. */
class CrdSchemaTest {

  private static final Map<Type, String> TYPES =
      Map.of(
          String.class,
          "string",
          Boolean.class,
          "boolean",
          Integer.class,
          "int32",
          Long.class,
          "int64");

  /** A record of the document and the part of the CRD that describes it. */
  record Section(String path, Class<?> record, Crd crd) {
    @Override
    public String toString() {
      return path;
    }
  }

  static Stream<Section> sections() {
    List<Section> sections = new ArrayList<>();
    collect(new Section("spec", GrpcPoolPolicySpec.class, Crd.at("spec")), sections);
    collect(new Section("status", GrpcPoolPolicyStatus.class, Crd.at("status")), sections);
    return sections.stream();
  }

  @ParameterizedTest
  @MethodSource("sections")
  void hasTheSameFields(Section section) {
    assertThat(section.crd().properties().keySet())
        .containsExactlyInAnyOrderElementsOf(
            DocumentField.of(section.record()).stream().map(DocumentField::name).toList());
  }

  @ParameterizedTest
  @MethodSource("sections")
  void hasTheSameTypes(Section section) {
    assertThat(DocumentField.of(section.record()))
        .allSatisfy(
            field ->
                assertThat(typeOf(section.crd().child(field.name())))
                    .as(field.name())
                    .isEqualTo(typeOf(field)));
  }

  @ParameterizedTest
  @MethodSource("sections")
  void refusesTheSameFieldsAsNotSupportedYet(Section section) {
    assertThat(DocumentField.of(section.record()))
        .allSatisfy(
            field ->
                assertThat(section.crd().child(field.name()).isSupported())
                    .as(field.name())
                    .isEqualTo(field.isSupported()));
  }

  @ParameterizedTest
  @MethodSource("sections")
  void hasNoDefaultForAFieldThatIsNotSupportedYet(Section section) {
    assertThat(DocumentField.of(section.record()))
        .filteredOn(field -> !field.isSupported())
        .allSatisfy(
            field ->
                assertThat(section.crd().child(field.name()).schema().toString())
                    .as(field.name())
                    .doesNotContain("default="));
  }

  @ParameterizedTest
  @MethodSource("sections")
  void requiresOnlyFieldsThatExist(Section section) {
    List<?> required = (List<?>) section.crd().schema().getOrDefault("required", List.of());

    assertThat(section.crd().properties().keySet()).containsAll(new TreeSet<>(strings(required)));
  }

  private static List<String> strings(List<?> values) {
    return values.stream().map(String::valueOf).toList();
  }

  private static void collect(Section section, List<Section> sections) {
    sections.add(section);
    for (DocumentField field : DocumentField.of(section.record())) {
      Crd crd = section.crd().child(field.name());
      String path = section.path() + "." + field.name();
      if (field.type() instanceof Class<?> type && type.isRecord()) {
        collect(new Section(path, type, crd), sections);
      } else if (element(field.type()) instanceof Class<?> type && type.isRecord()) {
        collect(new Section(path + "[]", type, crd.items()), sections);
      }
    }
  }

  private static Type element(Type type) {
    return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
  }

  private static String typeOf(DocumentField field) {
    if (field.mayBeNumber()) {
      return "int-or-string";
    }
    if (field.type() instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class ? "array" : "object";
    }
    return TYPES.getOrDefault(field.type(), "object");
  }

  private static String typeOf(Crd crd) {
    if (crd.schema().containsKey("x-kubernetes-int-or-string")) {
      return "int-or-string";
    }
    Object type = crd.schema().get("type");
    return "integer".equals(type) ? (String) crd.schema().get("format") : (String) type;
  }
}
