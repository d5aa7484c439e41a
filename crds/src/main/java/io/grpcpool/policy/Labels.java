package io.grpcpool.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stateless. The bounds of labels: those of an endpoint and those that a selector asks for. */
final class Labels {

  private Labels() {}

  static void check(
      String path, @Nullable Map<String, String> labels, int most, Violations violations) {
    if (labels == null) {
      return;
    }
    violations.size(path, labels.keySet(), most);
    labels.forEach(
        (key, value) -> {
          violations.length(path + " (key)", key, 1, Limits.LABEL_KEY);
          violations.length(path + "." + key, value, 0, Limits.LABEL_VALUE);
        });
  }
}
