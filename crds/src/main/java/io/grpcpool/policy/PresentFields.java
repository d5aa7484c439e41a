package io.grpcpool.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the call that made it. Walks everything that is written in a spec and refuses fields
 * that nothing acts on yet, and elements that are null.
 */
final class PresentFields {

  static final String NOT_SUPPORTED_YET = "not supported yet";

  private final Violations unsupported;
  private final Violations nulls;

  /**
   * @param unsupported takes fields that nothing acts on
   * @param nulls takes elements that are null: no rule can look at such a spec
   */
  PresentFields(Violations unsupported, Violations nulls) {
    this.unsupported = unsupported;
    this.nulls = nulls;
  }

  void check(String path, Record section) {
    for (DocumentField field : DocumentField.of(section.getClass())) {
      Object value = field.valueIn(section);
      String fieldPath = path + "." + field.name();
      if (value == null) {
        continue;
      }
      if (field.isSupported()) {
        checkValue(fieldPath, value);
      } else {
        unsupported.add(fieldPath, scalar(value), NOT_SUPPORTED_YET);
      }
    }
  }

  private void checkValue(String path, @Nullable Object value) {
    if (value == null) {
      nulls.add(path, null, "must not be null");
    } else if (value instanceof Record section) {
      check(path, section);
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        checkValue(path + "[" + i + "]", list.get(i));
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, element) -> checkValue(path + "." + key, element));
    }
  }

  private static @Nullable Object scalar(Object value) {
    return value instanceof Record || value instanceof List || value instanceof Map ? null : value;
  }
}
