package io.grpcpool.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. How a client authenticates backends.
 *
 * @param mode {@code Disable}, {@code Simple} or {@code Mutual}
 */
@DocumentPart
public record Tls(
    @Nullable String mode,
    @Nullable String certificateProvider,
    @Nullable List<String> subjectAltNames) {
  public Tls {
    subjectAltNames = Copies.of(subjectAltNames);
  }
}
