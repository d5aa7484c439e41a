package io.grpcpool.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stateless. Unmodifiable copies in the order written. Unlike {@code List.copyOf} they let a null
 * element through: it is the validator that refuses one, not an exception in a watch.
 */
final class Copies {

  private Copies() {}

  static <T> @Nullable List<T> of(@Nullable List<T> list) {
    return list == null ? null : Collections.unmodifiableList(new ArrayList<>(list));
  }

  static <V> @Nullable Map<String, V> of(@Nullable Map<String, V> map) {
    return map == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
