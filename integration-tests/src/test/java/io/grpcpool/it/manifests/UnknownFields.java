package io.grpcpool.it.manifests;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Confined to one call. Collects what the Kubernetes model had no field for: a misspelt key lands
 * there silently.
 */
final class UnknownFields {
  private static final String CATCH_ALL = "getAdditionalProperties";

  /** What kustomize's patches say of an item of a list, beside its fields. */
  private static final String PATCH_DIRECTIVE = "$patch";

  private final List<String> found = new ArrayList<>();

  private UnknownFields() {}

  /** The paths of the keys that no field takes; empty where the object is written correctly. */
  static List<String> of(Object object) {
    UnknownFields fields = new UnknownFields();
    fields.visit("", object);
    return fields.found;
  }

  private void visit(String path, Object value) {
    if (value instanceof Collection<?> items) {
      int index = 0;
      for (Object item : items) {
        visit(path + "[" + index++ + "]", item);
      }
    } else if (value instanceof Map<?, ?> entries) {
      entries.forEach((key, entry) -> visit(path + "." + key, entry));
    } else if (value != null && value.getClass().getName().startsWith("io.fabric8.kubernetes")) {
      visitFields(path, value);
    }
  }

  private void visitFields(String path, Object object) {
    for (Method method : object.getClass().getMethods()) {
      if (method.getName().startsWith("get") && method.getParameterCount() == 0) {
        Object value = call(object, method);
        if (method.getName().equals(CATCH_ALL) && value instanceof Map<?, ?> unknown) {
          unknown.keySet().stream()
              .filter(key -> !key.equals(PATCH_DIRECTIVE))
              .forEach(key -> found.add(path + "." + key));
        } else if (value != object) {
          visit(path + "." + method.getName().substring(3), value);
        }
      }
    }
  }

  private static Object call(Object object, Method method) {
    try {
      return method.invoke(object);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(method.toString(), e);
    }
  }
}
