package io.grpcpool.operator.settings;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Thread-safe: stateless. Which namespaces can be watched. */
public final class NamespaceRules {

  /** The operator SDK's own word for the namespace that the process runs in. */
  public static final String OWN = "JOSDK_WATCH_CURRENT";

  /** A name of Kubernetes (RFC 1123 label). */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private NamespaceRules() {}

  /** Everything that is wrong; null: nothing is set. */
  static List<String> check(@Nullable String namespaces) {
    if (namespaces == null || namespaces.equals(OWN)) {
      return List.of();
    }
    return Arrays.stream(namespaces.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty() && !NAME.matcher(name).matches())
        .map(
            name ->
                "grpcpool.namespaces has \"%s\"; allowed: names of namespaces, or %s alone for the own one"
                    .formatted(name, OWN))
        .toList();
  }
}
