package io.grpcpool.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. One field of a record of the document: the one place that knows how records are named
 * in YAML.
 */
record DocumentField(String name, RecordComponent component) {

  /** Looked up once per record: a policy may have ten thousand endpoints. */
  private static final ClassValue<List<DocumentField>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<DocumentField> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .map(component -> new DocumentField(nameOf(component), component))
              .toList();
        }
      };

  /** The fields of a record in the order of its components. */
  static List<DocumentField> of(Class<?> record) {
    return FIELDS.get(record);
  }

  Type type() {
    return component.getGenericType();
  }

  boolean isSupported() {
    return !component.isAnnotationPresent(NotSupportedYet.class);
  }

  boolean mayBeNumber() {
    return component.isAnnotationPresent(TextOrNumber.class);
  }

  @Nullable Object valueIn(Object owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("the records of the document are public and only copy", e);
    }
  }

  /** The accessor carries the annotation: a record component keeps only those that aim at it. */
  private static String nameOf(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null ? component.getName() : renamed.value();
  }
}
